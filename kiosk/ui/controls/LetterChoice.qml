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
    signal hidden // the button and the pad have disappeared

    function close() {
        choose.open = false;
        choose.forceActiveFocus(Qt.OtherFocusReason);
    }

    visible: choose.offered
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
        readonly property bool offered: choice.letters.length > 0 && (Voice.byKeys || !I18n.typed && !choice.digitsOnly)

        objectName: "choose-letters"
        anchors.left: parent.left // mirrored in right-to-left languages
        width: Math.min(implicitWidth, parent.width)
        text: choice.digitsOnly ? I18n.trc("keyboard", "Pick digits one by one") : I18n.trc("keyboard", "Pick letters one by one")
        hint: choice.digitsOnly ? I18n.trc("keyboard", "If your keypad has no digits") : choice.offers && choice.offers.onDigits ? I18n.trc("keyboard", "If your keypad has no letters; its digits then type words as on a telephone") : I18n.trc("keyboard", "If your keypad has no letters")
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
                choice.digitsOnly ? digits.take() : letters.take();
        }
    }
    LetterPad {
        id: letters

        width: parent.width
        visible: choose.checked && !choice.digitsOnly
        letters: choice.letters
        offers: choice.offers
        status: choice.status
        spelled: choice.spelled
        onTyped: letter => choice.typed(letter)
        onComposed: text => choice.composed(text)
        onErased: choice.erased()
    }
    DigitPicker {
        id: digits

        width: parent.width
        visible: choose.checked && choice.digitsOnly
        unsaid: choice.unsaid
        spelled: choice.spelled
        onTyped: digit => choice.typed(digit)
        onErased: choice.erased()
    }
}
