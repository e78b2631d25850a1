import QtQuick
import "../theme"

// A piece of text that wraps. With `readable`, the keypad stops at it while speech is
// on, so that it can be heard.
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
    // While it has the focus it stays a stop: Qt refuses to take it from under the focus.
    activeFocusOnTab: readable && Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: words
    }
}
