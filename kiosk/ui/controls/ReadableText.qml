import QtQuick
import "../theme"

// A text that wraps. With `readable` the keypad stops at it while speech is on.
Text {
    id: words

    property bool readable: false
    property string language: ""

    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    lineHeight: Theme.lineHeight
    horizontalAlignment: Text.AlignLeft
    // It stays focusable while it has the focus: Qt does not remove a focused item from the order.
    activeFocusOnTab: readable && Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: words
    }
}
