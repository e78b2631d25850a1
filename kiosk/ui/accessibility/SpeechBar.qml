pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The speech keys of the keypad as buttons, which are shown while speech is on.
GridLayout {
    id: bar

    required property AccessibilitySettings accessibility
    property alias settings: settings
    property bool explained: false // the panel says why nothing can be heard
    // Only the pictograms, where texts have no room; the names of the buttons are still read.
    readonly property bool noted: unavailable !== "" && !explained && !Theme.wide && Theme.scale <= 1 && Window.height >= Theme.mm(400)
    readonly property bool brief: Theme.wide || Theme.scale > 1.25 || noted || Window.height < Theme.mm(400)
    readonly property string unavailable: Voice.guide ? Voice.guide.unavailable : ""

    columns: Theme.wide ? 2 : 5
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true

    Part {
        name: I18n.trc("speech", "Read aloud")
    }
    ReadableText {
        objectName: "speech-unavailable"
        readable: true
        text: bar.unavailable
        visible: bar.noted
        color: Theme.error
        font.pixelSize: Theme.smallSize
        Layout.columnSpan: bar.columns
        Layout.fillWidth: true
    }
    Aside {
        objectName: "speech-again"
        text: I18n.trc("speech", "Repeat")
        pictogram: "repeat"
        hint: I18n.trc("speech", "Repeats the last words")
        onClicked: Voice.guide.again()
    }
    Aside {
        objectName: "speech-hold"
        text: Voice.guide && Voice.guide.holding ? I18n.trc("speech", "Resume") : I18n.trc("speech", "Pause")
        pictogram: Voice.guide && Voice.guide.holding ? "next" : "pause"
        mirrorable: true
        onClicked: Voice.guide.hold()
    }
    Aside {
        objectName: "speech-spell"
        // Translators: Spell the last words letter by letter.
        text: I18n.trc("speech", "Spell")
        pictogram: "spell"
        hint: I18n.trc("speech", "Spells the last words letter by letter")
        onClicked: Voice.guide.spell()
    }
    Aside {
        id: settings

        objectName: "speech-settings"
        text: I18n.trc("speech", "Speed")
        pictogram: "settings"
        hint: I18n.trc("speech", "Opens speed and volume")
    }
    Aside {
        objectName: "bar-curtain"
        text: bar.accessibility.curtain ? I18n.trc("display", "Show screen") : I18n.trc("display", "Hide screen")
        pictogram: bar.accessibility.curtain ? "curtain-open" : "curtain"
        hint: I18n.trc("display", "So nobody can read over your shoulder")
        checked: bar.accessibility.curtain
        Layout.columnSpan: Theme.wide ? 2 : 1
        onClicked: bar.accessibility.curtain = !bar.accessibility.curtain
    }

    // The name of the button is read on touch, but does not replace the text to repeat or spell.
    // A touch does not move the focus, and does not close the on-screen keyboard.
    component Aside: BarButton {
        readonly property bool aside: true

        brief: bar.brief
        focusPolicy: Qt.TabFocus
        padding: Theme.mm(1.5)
        Layout.fillWidth: true
    }
}
