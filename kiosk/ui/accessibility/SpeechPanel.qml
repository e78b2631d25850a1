import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the speed and volume of speech, for permission to read codes aloud, and with the
// names of the buttons that the bar shows as pictograms.
SettingsPanel {
    id: panel

    required property AccessibilitySettings accessibility
    required property Fittings fittings

    title: I18n.trc("speech", "Read aloud")

    function inForce(): Item {
        return speed.value;
    }

    ReadableText {
        text: Voice.guide ? Voice.guide.unavailable : ""
        readable: true
        visible: text !== ""
        color: Theme.error
        Layout.fillWidth: true
    }
    Choice {
        objectName: "say-codes"
        visible: panel.accessibility.speech && panel.fittings.loudspeaker
        text: I18n.trc("speech", "Read codes aloud on the loudspeaker")
        hint: panel.fittings.headphones ? I18n.trc("speech", "Always read aloud in headphones") : ""
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
        id: speed

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

    ColumnLayout {
        visible: panel.accessibility.speech
        spacing: Theme.gap
        Layout.fillWidth: true

        Heading {
            text: I18n.trc("speech", "Buttons for reading aloud")
            Layout.topMargin: Theme.wideGap
            Layout.fillWidth: true
        }
        Key {
            pictogram: "repeat"
            name: I18n.trc("speech", "Repeat")
            about: I18n.trc("speech", "Repeats the last words")
        }
        Key {
            pictogram: "pause"
            name: I18n.trc("speech", "Pause")
            about: I18n.trc("speech", "Stops, and goes on at the same place")
        }
        Key {
            pictogram: "spell"
            name: I18n.trc("speech", "Spell")
            about: I18n.trc("speech", "Spells the last words letter by letter")
        }
        Key {
            pictogram: "settings"
            name: I18n.trc("speech", "Speed")
            about: I18n.trc("speech", "Opens speed and volume")
        }
        Key {
            pictogram: "curtain"
            name: I18n.trc("display", "Hide screen")
            about: I18n.trc("display", "So nobody can read over your shoulder")
        }
    }

    component Key: RowLayout {
        id: key

        required property string pictogram
        required property string name
        required property string about
        readonly property int tall: Theme.wide || Theme.scale > 1.3 ? 0 : Theme.mm(34)

        spacing: Theme.wideGap
        Layout.fillWidth: true
        Layout.minimumHeight: tall

        Pictogram {
            name: key.pictogram
            color: Theme.primary
            size: Math.round(Theme.iconSize * 1.3)
            Layout.alignment: key.tall ? Qt.AlignVCenter : Qt.AlignTop
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: key.name + ": " + key.about
            readable: true
            Layout.fillWidth: true
        }
    }
    component Stepper: GridLayout {
        id: stepper

        required property string name
        required property string label
        required property string less
        required property string more
        required property string lessPictogram
        required property string morePictogram

        readonly property Item value: Voice.on ? valueText : lessButton

        signal stepped(int by)

        columns: Theme.scale > 1.5 ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.topMargin: Theme.wideGap

        ReadableText {
            id: valueText

            text: stepper.label
            readable: true
            font.pixelSize: Theme.headingSize
            font.weight: Font.DemiBold
            Layout.columnSpan: stepper.columns
            Layout.fillWidth: true
        }
        PushButton {
            id: lessButton

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
