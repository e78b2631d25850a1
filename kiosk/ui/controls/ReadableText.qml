import QtQuick
import "../theme"

// A text that wraps. If `readable` is true, the text can receive the focus while speech is on.
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
    // The text stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: readable && Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: words
    }
}
