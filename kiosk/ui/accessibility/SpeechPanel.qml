import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the speed and volume of speech, and for permission to read codes aloud.
SettingsPanel {
    id: panel

    required property AccessibilitySettings accessibility

    centred: true
    title: I18n.trc("speech", "Read aloud")

    ReadableText {
        text: Voice.guide ? Voice.guide.unavailable : ""
        readable: true
        visible: text !== ""
        color: Theme.error
        Layout.fillWidth: true
    }
    Choice {
        objectName: "say-codes"
        visible: panel.accessibility.speech
        text: I18n.trc("speech", "Read codes aloud on the loudspeaker")
        hint: I18n.trc("speech", "Always read aloud in headphones")
        pictogram: "people"
        least: Theme.target
        checked: panel.accessibility.sayCodesAloud
        Layout.fillWidth: true
        onClicked: {
            panel.accessibility.sayCodesAloud = !panel.accessibility.sayCodesAloud;
            checked = Qt.binding(() => panel.accessibility.sayCodesAloud);
        }
    }
    Stepper {
        name: "rate"
        label: I18n.trc("speech", "Speed: {percent}%", {percent: panel.accessibility.rate})
        // Translators: The voice speaks more slowly.
        less: I18n.trc("speech", "Slower")
        more: I18n.trc("speech", "Faster")
        lessPictogram: "slower"
        morePictogram: "faster"
        onStepped: by => panel.accessibility.step("rate", by)
    }
    Stepper {
        name: "volume"
        label: I18n.trc("speech", "Volume: {percent}%", {percent: panel.accessibility.volume})
        less: I18n.trc("speech", "Quieter")
        more: I18n.trc("speech", "Louder")
        lessPictogram: "volume-down"
        morePictogram: "volume-up"
        onStepped: by => panel.accessibility.step("volume", by)
    }

    component Stepper: GridLayout {
        id: stepper

        required property string name
        required property string label
        required property string less
        required property string more
        required property string lessPictogram
        required property string morePictogram

        signal stepped(int by)

        columns: Theme.scale > 1.5 ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap

        ReadableText {
            text: stepper.label
            readable: true
            Layout.columnSpan: stepper.columns
            Layout.fillWidth: true
        }
        PushButton {
            objectName: stepper.name + "-less"
            text: stepper.less
            fact: stepper.label
            pictogram: stepper.lessPictogram
            least: Theme.wide ? Theme.target : Theme.mm(32)
            Layout.fillWidth: true
            onClicked: {
                stepper.stepped(-1);
                Voice.announce(stepper.label);
            }
        }
        PushButton {
            objectName: stepper.name + "-more"
            text: stepper.more
            fact: stepper.label
            pictogram: stepper.morePictogram
            least: Theme.wide ? Theme.target : Theme.mm(32)
            Layout.fillWidth: true
            onClicked: {
                stepper.stepped(1);
                Voice.announce(stepper.label);
            }
        }
    }
}
