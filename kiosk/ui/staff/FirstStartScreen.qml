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
        languages: I18n.trc("first start", "Which languages may visitors choose? The current language will be the default."),
        library: I18n.trc("first start", "What is the library called, and in which branch is this kiosk?"),
        server: I18n.trc("first start", "Connect to a server? If not, press “Next”."),
        sound: I18n.trc("first start", "Can you hear this kiosk? Turn on “Read aloud” and adjust the volume in the bar below."),
        screen: I18n.trc("first start", "Measure the width of the screen in millimetres, so that text has the right size."),
        pin: I18n.trc("first start", "Choose a staff PIN of four to twelve digits and type it twice.")
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
            label: I18n.trc("first start", "Library name")
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
            label: I18n.trc("first start", "Server address")
            hint: "https://"
            hints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
            visible: screen.step === "server"
            Layout.fillWidth: true
        }
        TextEntry {
            id: code

            objectName: "pairing-code"
            label: I18n.trc("first start", "Pairing code")
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
            text: I18n.trc("first start", "Play a sample")
            pictogram: "speech"
            visible: screen.step === "sound"
            Layout.fillWidth: true
            onClicked: Voice.enter(screen.questions.sound)
        }
        TextEntry {
            objectName: "screen-width"
            label: I18n.trc("first start", "Screen width (mm)")
            text: screen.firstStart.width
            hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
            maximumLength: 5
            visible: screen.step === "screen"
            Layout.fillWidth: true
            onEdited: text => screen.firstStart.measure(text)
        }
        Repeater {
            model: screen.step === "pin" ? [I18n.trc("first start", "PIN"), I18n.trc("first start", "Repeat PIN")] : []

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
            text: screen.firstStart.isLast ? I18n.trc("first start", "Finish") : I18n.trc("first start", "Next")
            pictogram: screen.firstStart.isLast ? "done" : "next"
            mirrorable: !screen.firstStart.isLast
            primary: true
            Layout.fillWidth: true
            onClicked: screen.firstStart.next()
        }
        PushButton {
            objectName: "previous-step"
            text: I18n.trc("first start", "Previous step")
            pictogram: "back"
            mirrorable: true
            visible: !screen.firstStart.isFirst
            Layout.fillWidth: true
            onClicked: screen.firstStart.previous()
        }
    }
}
