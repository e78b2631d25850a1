import QtQuick
import "../keyboard"
import "../theme"

// A letter pad, and the button that opens it, for keypads without letter keys.
Column {
    id: choice

    required property list<string> letters
    required property bool digitsOnly

    signal typed(string letter)
    signal erased
    signal hidden // the button and the pad have disappeared

    visible: choose.offered
    spacing: Theme.gap

    PushButton {
        id: choose

        property bool open: false
        readonly property bool offered: choice.letters.length > 0 && (Voice.byKeys || !I18n.typed && !choice.digitsOnly)

        objectName: "choose-letters"
        anchors.left: parent.left // mirrored in right-to-left languages
        width: Math.min(implicitWidth, parent.width)
        text: choice.digitsOnly ? I18n.trc("keyboard", "Pick digits one by one") : I18n.trc("keyboard", "Pick letters one by one")
        hint: choice.digitsOnly ? I18n.trc("keyboard", "If your keypad has no digits") : I18n.trc("keyboard", "If your keypad has no letters")
        pictogram: "keyboard"
        checked: open && offered
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: checked
        onVisibleChanged: if (!visible)
            choice.hidden()
        onClicked: {
            open = !open;
            if (open)
                pad.take();
        }
    }
    LetterPad {
        id: pad

        width: parent.width
        visible: choose.checked
        letters: choice.letters
        digitsOnly: choice.digitsOnly
        Keys.onEscapePressed: {
            choose.open = false;
            choose.forceActiveFocus(Qt.OtherFocusReason);
        }
        onTyped: letter => choice.typed(letter)
        onErased: choice.erased()
    }
}
