pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "controls"
import "theme"

// At the lower edge of every screen, within reach: what makes it easier to use.
Rectangle {
    id: bar

    required property Comfort comfort
    required property bool canLower // there is a lower half to move to
    required property string open // the name of the panel that is open
    property bool brief: false // pictograms alone, where typing needs the room

    signal asked(string name)
    signal done

    // Gives the focus to the button that opens the panel of that name.
    function focusOn(panel: string) {
        for (const item of grid.children)
            if (item.panel === panel)
                item.forceActiveFocus(Qt.OtherFocusReason);
    }

    implicitHeight: grid.implicitHeight + Theme.gap * 2
    color: Theme.bar

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    GridLayout {
        id: grid

        // As many in a row as their longest words allow.
        readonly property real widest: Math.max(Theme.mm(32), bar.brief ? 0 : Theme.smallSize * 4.6) + Theme.gap
        readonly property int count: 5 + (bar.canLower ? 1 : 0) + (bar.comfort.speech ? 1 : 0)
        readonly property int lines: Math.ceil(count / Math.max(1, Math.floor((width + Theme.gap) / widest)))

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.wideGap
        anchors.rightMargin: Theme.wideGap
        columns: Math.ceil(count / lines)
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        BarItem {
            objectName: "bar-language"
            panel: "language"
            text: I18n.tr("Language")
            pictogram: "language"
            hint: I18n.tr("Opens the choice of languages")
        }
        BarItem {
            objectName: "bar-text"
            panel: "text"
            text: I18n.tr("Text size")
            pictogram: "text-size"
            hint: I18n.tr("Makes everything larger or smaller")
        }
        BarItem {
            objectName: "bar-theme"
            panel: "theme"
            text: I18n.tr("Contrast")
            pictogram: "contrast"
            hint: I18n.tr("Opens the choice of colours")
        }
        BarItem {
            objectName: "bar-speech"
            panel: "speech"
            text: I18n.tr("Speech")
            pictogram: bar.comfort.speech ? "speech" : "speech-off"
            hint: bar.comfort.speech ? I18n.tr("Speech is on. Opens speed and volume") : I18n.tr("Speech is off. Opens the way to turn it on")
        }
        BarButton {
            objectName: "bar-reach"
            visible: bar.canLower
            brief: bar.brief
            text: I18n.tr("Lower")
            pictogram: "reach"
            hint: I18n.tr("Moves everything to the lower half of the screen")
            checked: bar.comfort.reach
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: checked
            Layout.fillWidth: true
            Layout.fillHeight: true
            onCheckedChanged: if (activeFocus)
                Voice.tellState(this)
            onClicked: bar.comfort.reach = !bar.comfort.reach
        }
        BarButton {
            objectName: "bar-curtain"
            brief: bar.brief
            visible: bar.comfort.speech
            text: bar.comfort.curtain ? I18n.tr("Show screen") : I18n.tr("Hide screen")
            pictogram: bar.comfort.curtain ? "curtain-open" : "curtain"
            hint: I18n.tr("So that nobody reads along; speech goes on")
            checked: bar.comfort.curtain
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: bar.comfort.curtain = !bar.comfort.curtain
        }
        BarButton {
            objectName: "bar-done"
            brief: bar.brief
            text: I18n.tr("I’m done")
            pictogram: "done"
            mirrorable: true
            strong: true
            hint: I18n.tr("Clears the screen for the next visitor")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.columnSpan: grid.columns - (grid.count - 1) % grid.columns
            onClicked: bar.done()
        }
    }

    component BarItem: BarButton {
        property string panel

        brief: bar.brief
        checked: bar.open === panel
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: bar.asked(panel)
    }
}
