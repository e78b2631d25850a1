pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen on which a visitor opens a booking by its code, to check in or to cancel.
ScreenFrame {
    id: screen

    required property BookingByCode lookup
    required property Confirmation reservation // the visitor's latest booking, or empty
    required property Confirmation registration
    required property WayModel way
    property bool wanted: false // set by the first tap on Cancel
    readonly property bool asking: wanted && lookup.isCancellable
    readonly property bool over: lookup.foundText !== "" && !lookup.isCancellable

    signal done
    signal reservationAgain
    signal registrationAgain
    signal went(string place) // to "spaces", "programs" or "ask"

    function tellOutcome() {
        Voice.enter(lookup.foundText);
        done.forceActiveFocus(Qt.OtherFocusReason);
    }

    title: I18n.trc("home", "Have a code?")
    introduction: I18n.trc("codes", "Type the six digits of your code.")
    first: entry.field
    Component.onCompleted: lookup.wipe()

    Connections {
        target: screen.lookup

        function onFoundOne() {
            if (screen.lookup.card.space)
                screen.way.showSpace(screen.lookup.card.space);
            else
                screen.way.showLocation(screen.lookup.card.place);
            Voice.enter(screen.lookup.foundText);
            // "Cancel" only asks, and then the focus is on "Keep": more presses of Enter take nothing.
            (checkIn.visible ? checkIn : cancel.visible ? cancel : done).forceActiveFocus(Qt.OtherFocusReason);
        }

        function onCancelled() {
            screen.tellOutcome();
        }

        function onCheckedIn() {
            screen.tellOutcome();
        }

        function onRefused() {
            screen.wanted = false;
            Voice.enter(screen.lookup.failure);
            entry.visible ? entry.take() : done.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap
        centred: entry.visible || screen.over

        CodeEntry {
            id: entry

            lookup: screen.lookup
            visible: screen.lookup.foundText === ""
        }
        CodeAgain {
            objectName: "reservation-again"
            confirmation: screen.reservation
            onClicked: screen.reservationAgain()
        }
        CodeAgain {
            objectName: "registration-again"
            confirmation: screen.registration
            onClicked: screen.registrationAgain()
        }
        AboutCode {
            visible: entry.visible
            onWent: place => screen.went(place)
        }
        OutcomeCard {
            readonly property string text: screen.lookup.foundText

            objectName: "found"
            confirmation: screen.lookup.card
            large: screen.over
            visible: text !== ""
        }
        RefusalMessage {
            objectName: "refused"
            text: screen.lookup.failure
            visible: text !== "" && !entry.visible
            Layout.fillWidth: true
        }
        PushButton {
            id: checkIn

            objectName: "check-in"
            text: I18n.trc("codes", "Check in now")
            pictogram: "check"
            primary: true
            least: Theme.mm(26)
            visible: screen.lookup.isCheckInOpen
            Layout.fillWidth: true
            onClicked: if (!Voice.byKeys || !screen.lookup.ignoresEnter())
                screen.lookup.checkIn()
        }
        CodeWaysOn {
            visible: screen.over
            onWent: place => screen.went(place)
        }
        // This item comes before the Cancel button in the focus order.
        PushButton {
            id: done

            objectName: "cancel-done"
            text: screen.asking ? I18n.trc("codes", "Keep reservation") : I18n.trc("navigation", "Back to the start")
            pictogram: screen.asking ? "check" : "home"
            primary: screen.asking
            visible: screen.lookup.foundText !== ""
            Layout.fillWidth: true
            onClicked: if (!Voice.byKeys || !screen.lookup.ignoresEnter())
                screen.done()
        }
        PushButton {
            id: cancel

            objectName: "cancel-it"
            text: I18n.trc("codes", "Cancel this reservation")
            pictogram: "close"
            visible: screen.lookup.isCancellable && !screen.asking
            Layout.fillWidth: true
            onClicked: {
                if (Voice.byKeys && screen.lookup.ignoresEnter())
                    return;
                screen.wanted = true;
                Voice.enter(question.text);
                done.forceActiveFocus(Qt.OtherFocusReason);
            }
        }
        // Fills the space of the button, so that an extra tap hits no control.
        ReadableText {
            id: question

            objectName: "cancel-question"
            text: I18n.trc("codes", "Cancel this? It will then be offered to someone else.")
            visible: screen.asking
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "cancel-sure"
            text: I18n.trc("codes", "Yes, cancel")
            pictogram: "close"
            visible: screen.asking
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
            onClicked: screen.lookup.cancel()
        }
        WayToGoal {
            way: screen.way
            visible: way.known && screen.lookup.isCancellable
            mostMapHeight: Theme.mm(Theme.wide ? 130 : 215)
        }
    }

    component CodeAgain: PushButton {
        required property Confirmation confirmation
        text: I18n.trc("codes", "Show the code again")
        fact: confirmation.text
        visible: entry.visible && confirmation.isHeld
        Layout.fillWidth: true
    }
}
