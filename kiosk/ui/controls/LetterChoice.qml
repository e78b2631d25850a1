import QtQuick
import Kiosk
import "../keyboard"
import "../theme"

// A pad of letters or digits, and the button that opens it, for keypads without these keys.
Column {
    id: choice

    required property list<string> letters
    required property bool digitsOnly
    property LetterOffers offers: null
    readonly property Item slot: letters.slot // for the titles found, if they are few
    property string status: ""
    property string spelled: ""
    property bool unsaid: false // the digits are not read
    readonly property bool open: choose.checked

    signal typed(string letter)
    signal composed(string text)
    signal erased
    signal finished // the focus belongs in the field: the pad has disappeared or is not needed

    function close() {
        choose.open = false;
        choose.forceActiveFocus(Qt.OtherFocusReason);
    }

    // Moves the focus to the pad of digits; returns false if there is none.
    function takeDigits(): bool {
        if (digits.visible)
            digits.take();
        return digits.visible;
    }

    visible: choose.offered || digits.visible
    spacing: Theme.gap
    // From the button, and from the titles, Escape leads back as on every screen.
    Keys.onEscapePressed: event => {
        let at = Window.activeFocusItem;
        while (at && at !== slot && at !== choose && at !== choice)
            at = at.parent;
        event.accepted = at === choice;
        if (event.accepted)
            close();
    }

    PushButton {
        id: choose

        property bool open: false
        readonly property bool offered: choice.letters.length > 0 && !choice.digitsOnly && (Voice.byKeys || !I18n.typed)

        objectName: "choose-letters"
        anchors.left: parent.left // mirrored in right-to-left languages
        width: Math.min(implicitWidth, parent.width)
        text: I18n.trc("keyboard", "Pick letters one by one")
        visible: offered
        hint: choice.offers && choice.offers.onDigits ? I18n.trc("keyboard", "If your keypad has no letters; its digits then type words as on a telephone") : I18n.trc("keyboard", "If your keypad has no letters")
        pictogram: "keyboard"
        checked: open && offered
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: checked
        onVisibleChanged: if (!visible)
            choice.finished()
        onClicked: {
            open = !open;
            if (open)
                letters.take();
        }
    }
    LetterPad {
        id: letters

        width: parent.width
        visible: choose.checked
        letters: choice.letters
        offers: choice.offers
        status: choice.status
        spelled: choice.spelled
        onTyped: letter => choice.typed(letter)
        onComposed: text => choice.composed(text)
        onErased: choice.erased()
    }
    ReadableText {
        text: digits.hint
        visible: digits.visible
        width: parent.width
        color: Theme.quiet
        font.pixelSize: Theme.smallSize
        Accessible.ignored: true // the hint of the pad
    }
    DigitPicker {
        id: digits

        width: parent.width
        visible: choice.digitsOnly && choice.letters.length > 0 && Voice.byKeys
        hint: I18n.trc("keyboard", "If your keypad has no digits: up and down lead to a row, left, Enter and right type its digits")
        unsaid: choice.unsaid
        spelled: choice.spelled
        onTyped: digit => choice.typed(digit)
        onKeyed: digit => {
            choice.finished();
            choice.typed(digit);
        }
        onErased: choice.erased()
        onVisibleChanged: if (!visible)
            choice.finished()
    }
}
