import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen on which a visitor chooses the length and confirms the reservation.
ScreenFrame {
    id: screen

    required property Reservations reservations

    signal reserved

    title: I18n.trc("spaces", "Reserve")
    introduction: reservations.wishText
    first: confirm

    Connections {
        target: screen.reservations

        function onReserved() {
            screen.reserved();
        }

        function onRefused() {
            Voice.enter(screen.reservations.failure);
        }
    }

    ScrollPane {
        anchors.fill: parent

        Heading {
            objectName: "wish"
            text: screen.reservations.wishText
            readable: true
            Layout.fillWidth: true
        }
        FilterChoices {
            title: I18n.trc("spaces", "How long?")
            facet: "length"
            choices: screen.reservations.lengths
            single: true
            onToggled: value => {
                screen.reservations.chooseLength(parseInt(value));
                Voice.announce(screen.reservations.wishText);
            }
        }
        RefusalMessage {
            objectName: "reserve-failure"
            text: screen.reservations.failure
            Layout.fillWidth: true
        }
        PushButton {
            id: confirm

            objectName: "confirm-reservation"
            text: I18n.trc("spaces", "Reserve now")
            hint: screen.reservations.wishText
            pictogram: "check"
            primary: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
            onClicked: screen.reservations.reserve()
        }
        ReadableText {
            text: I18n.trc("codes", "You will get a six-digit code. We do not ask who you are.")
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
    }
}
