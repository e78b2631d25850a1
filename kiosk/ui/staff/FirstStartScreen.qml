pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen of the first start, on which staff choose one setting per step.
ScreenFrame {
    id: screen

    required property FirstStart firstStart
    readonly property string step: firstStart.step

    title: I18n.trc("first start", "Set up this kiosk")
    introduction: firstStart.progress + ". " + firstStart.question
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

        ReadableText {
            text: screen.firstStart.progress
            color: Theme.quiet
            Layout.fillWidth: true
        }
        Heading {
            id: question

            objectName: "question"
            text: screen.firstStart.question
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.step === "languages" ? screen.firstStart.languages : null

            Choice {
                id: language

                required property string value
                required property string label
                required property bool chosen

                objectName: "offer-" + value
                text: label
                spoken: [Voice.phrase(label, value)]
                checked: chosen
                Layout.fillWidth: true
                onClicked: {
                    screen.firstStart.offer(value, checked);
                    checked = Qt.binding(() => language.chosen);
                }
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
            model: screen.step === "library" ? screen.firstStart.branches : null

            Choice {
                id: branch

                required property string value
                required property string label
                required property bool chosen

                objectName: "branch-" + value
                single: true
                text: label
                checked: chosen
                Layout.fillWidth: true
                onClicked: {
                    screen.firstStart.chooseBranch(value);
                    checked = Qt.binding(() => branch.chosen);
                }
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
        ReadableText {
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
            onClicked: Voice.enter(screen.firstStart.question)
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
            onEntered: screen.firstStart.next()
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
        RefusalMessage {
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
