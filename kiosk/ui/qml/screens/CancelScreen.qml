import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// What a code opens, a reservation or a registration: to check in, or to give it back.
ScreenFrame {
    id: screen

    required property Reservations reservations

    signal done

    title: I18n.tr("My reservation")
    introduction: I18n.tr("Type the six digits of your code.")
    first: entry
    Component.onCompleted: reservations.startCancelling()

    Connections {
        target: screen.reservations

        function onFoundOne() {
            Voice.announce(screen.reservations.foundText);
            (checkIn.visible ? checkIn : cancel.visible ? cancel : done).forceActiveFocus(Qt.OtherFocusReason);
        }

        function onCancelled() {
            Voice.enter(screen.reservations.foundText);
            done.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onCheckedIn() {
            Voice.enter(screen.reservations.foundText);
            done.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onRefused() {
            Voice.enter(screen.reservations.failure);
            entry.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap

        TextEntry {
            id: entry

            objectName: "code"
            label: I18n.tr("Your code")
            hint: I18n.tr("Six digits")
            hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
            failure: screen.reservations.failure
            maximumLength: 9 // eight digits and a space
            personal: true
            letters: "0123456789".split("")
            visible: screen.reservations.foundText === ""
            Layout.fillWidth: true
            onEntered: screen.reservations.lookUp(text)
        }
        PushButton {
            objectName: "look-up"
            text: I18n.tr("Look up")
            pictogram: "find"
            strong: true
            visible: entry.visible
            Layout.fillWidth: true
            onClicked: screen.reservations.lookUp(entry.text)
        }
        Words {
            objectName: "found"
            text: screen.reservations.foundText
            visible: text !== ""
            font.pixelSize: Theme.headingSize
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: checkIn

            objectName: "check-in"
            text: I18n.tr("I am here: check in")
            pictogram: "check"
            strong: true
            visible: screen.reservations.isCheckInOpen
            Layout.fillWidth: true
            onClicked: screen.reservations.checkIn()
        }
        PushButton {
            id: cancel

            objectName: "cancel-it"
            text: I18n.tr("Cancel this reservation")
            pictogram: "close"
            strong: !checkIn.visible
            visible: screen.reservations.isCancellable
            Layout.fillWidth: true
            onClicked: screen.reservations.cancel()
        }
        PushButton {
            id: done

            objectName: "cancel-done"
            text: screen.reservations.isCancellable ? I18n.tr("Keep it") : I18n.tr("Back to the start")
            pictogram: "home"
            visible: screen.reservations.foundText !== ""
            Layout.fillWidth: true
            onClicked: screen.done()
        }
    }
}
