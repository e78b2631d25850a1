pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// What staff are asked at the first start, a step at a time.
ScreenFrame {
    id: screen

    required property FirstStart firstStart
    readonly property string step: firstStart.step
    readonly property var questions: ({
        languages: I18n.trc("first start", "Which languages may visitors choose? The one on the screen now is that of the start."),
        library: I18n.trc("first start", "What is the name of the library, and where does this kiosk stand?"),
        server: I18n.trc("first start", "Does this kiosk belong to a server? If not, just go on."),
        sound: I18n.trc("first start", "Can you hear this kiosk? Turn speech on and adjust the volume in the bar below."),
        screen: I18n.trc("first start", "How wide is the picture on the display, in millimetres? Measure it, so that everything is as large as it must be."),
        pin: I18n.trc("first start", "Choose a PIN for the staff, of four to twelve digits, and type it twice.")
    })

    title: I18n.trc("first start", "Set up this kiosk")
    introduction: firstStart.progress + ". " + questions[step]
    first: question

    function toTop() {
        pane.toTop();
    }

    Connections {
        target: screen.firstStart

        function onMoved() {
            screen.toTop();
            screen.last = null;
            screen.arrive();
        }

        function onRefused() {
            Voice.enter(screen.firstStart.failure);
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent
        spacing: Theme.wideGap

        Words {
            text: screen.firstStart.progress
            color: Theme.quiet
            Layout.fillWidth: true
        }
        Heading {
            id: question

            objectName: "question"
            text: screen.questions[screen.step]
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.step === "languages" ? screen.firstStart.languages : []

            Choice {
                required property var modelData

                objectName: "offer-" + modelData.code
                text: modelData.name
                spoken: [{text: modelData.name, language: modelData.code}]
                checked: modelData.chosen
                Layout.fillWidth: true
                onClicked: screen.firstStart.offer(modelData.code, checked)
            }
        }
        TextEntry {
            objectName: "library-name"
            label: I18n.trc("first start", "Name of the library")
            text: screen.firstStart.libraryName
            visible: screen.step === "library"
            Layout.fillWidth: true
            onEdited: text => screen.firstStart.nameLibrary(text)
        }
        Repeater {
            model: screen.step === "library" ? screen.firstStart.branchChoices : []

            Choice {
                required property var modelData

                objectName: "branch-" + modelData.code
                single: true
                text: modelData.name
                checked: modelData.chosen
                Layout.fillWidth: true
                onClicked: screen.firstStart.chooseBranch(modelData.code)
            }
        }
        TextEntry {
            id: address

            objectName: "server-address"
            label: I18n.trc("first start", "Address of the server")
            hint: "https://"
            hints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            visible: screen.step === "server"
            Layout.fillWidth: true
        }
        TextEntry {
            id: code

            objectName: "pairing-code"
            label: I18n.trc("first start", "Code that the server shows")
            hints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            visible: screen.step === "server"
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "pair"
            text: I18n.trc("first start", "Connect to the server")
            pictogram: "check"
            visible: screen.step === "server"
            Layout.fillWidth: true
            onClicked: screen.firstStart.pair(address.text, code.text)
        }
        Words {
            objectName: "joined"
            text: screen.firstStart.joined
            visible: screen.step === "server" && text !== ""
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "try-sound"
            text: I18n.trc("first start", "Say a sentence")
            pictogram: "speech"
            visible: screen.step === "sound"
            Layout.fillWidth: true
            onClicked: Voice.enter(screen.questions.sound)
        }
        TextEntry {
            objectName: "screen-width"
            label: I18n.trc("first start", "Width in millimetres")
            text: screen.firstStart.width
            hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
            maximumLength: 5
            visible: screen.step === "screen"
            Layout.fillWidth: true
            onEdited: text => screen.firstStart.measure(text)
        }
        Repeater {
            model: screen.step === "pin" ? [I18n.trc("first start", "PIN"), I18n.trc("first start", "The PIN once more")] : []

            TextEntry {
                required property string modelData
                required property int index

                objectName: "pin-" + index
                label: modelData
                secret: true
                hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText | Qt.ImhHiddenText
                maximumLength: 12
                Layout.fillWidth: true
                onEdited: text => screen.firstStart.typePin(index, text)
            }
        }
        Failure {
            objectName: "objection"
            text: screen.firstStart.failure
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "next-step"
            text: screen.firstStart.isLast ? I18n.trc("first start", "Done: show the kiosk") : I18n.trc("first start", "Go on")
            pictogram: screen.firstStart.isLast ? "done" : "next"
            mirrorable: !screen.firstStart.isLast
            primary: true
            Layout.fillWidth: true
            onClicked: screen.firstStart.next()
        }
        PushButton {
            objectName: "previous-step"
            text: I18n.trc("first start", "Back to the step before")
            pictogram: "back"
            mirrorable: true
            visible: !screen.firstStart.isFirst
            Layout.fillWidth: true
            onClicked: screen.firstStart.previous()
        }
    }
}
