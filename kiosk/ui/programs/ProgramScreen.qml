pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The details of one program.
ScreenFrame {
    id: screen

    required property ProgramDetails program
    required property Registrations registrations
    readonly property RegistrationOffer offer: registrations.offer

    signal registered

    title: I18n.trc("programs", "Details")
    introduction: program.cancelled ? I18n.trc("programs", "Cancelled") : offer.state
    first: heading

    Connections {
        target: screen.registrations

        function onRegistered() {
            screen.registered();
        }

        function onRefused() {
            Voice.enter(screen.registrations.failure);
        }
    }

    ScrollPane {
        anchors.fill: parent

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Pictogram {
                name: screen.program.pictogram
                color: Theme.primary
                size: Math.min(Theme.mm(20), Theme.iconSize * 2)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                Layout.alignment: Qt.AlignTop
            }
            Heading {
                id: heading

                objectName: "program-title"
                text: screen.program.title
                language: screen.program.titleLanguage
                activeFocusOnTab: true
                Layout.fillWidth: true
            }
        }
        LabelledPictogram {
            visible: screen.program.cancelled
            pictogram: "warning"
            text: I18n.trc("programs", "Cancelled")
            color: Theme.error
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.program.facts
            delegate: FactLine {}
        }
        Flow {
            spacing: Theme.wideGap
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap

            Repeater {
                model: screen.program.needs

                LabelledPictogram {
                    required property string label
                    required pictogram

                    text: label
                    readable: true
                }
            }
        }
        LabelledPictogram {
            objectName: "seats-left"
            visible: text !== "" && !screen.program.cancelled
            pictogram: screen.offer.pictogram
            text: screen.offer.state
            readable: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
        }
        RefusalMessage {
            objectName: "register-failure"
            text: screen.registrations.failure
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "register"
            text: screen.offer.action
            hint: screen.offer.state
            pictogram: "check"
            primary: true
            visible: text !== ""
            Layout.fillWidth: true
            onClicked: screen.registrations.register()
        }
        ReadableText {
            text: I18n.trc("codes", "You will get a six-digit code. We do not ask who you are.")
            visible: screen.offer.action !== ""
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: screen.program.description
            language: screen.program.titleLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        CalendarCode {
            text: screen.offer.calendar
        }
    }
}
