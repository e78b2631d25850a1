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
    required property string open // the name of the panel that is open

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
        readonly property real widest: Math.max(Theme.mm(32), Theme.smallSize * 5)

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.wideGap
        anchors.rightMargin: Theme.wideGap
        columns: width >= (widest + Theme.gap) * 5 ? 5 : 3
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
            objectName: "bar-done"
            text: I18n.tr("I’m done")
            pictogram: "done"
            strong: true
            hint: I18n.tr("Clears the screen for the next visitor")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.columnSpan: grid.columns === 3 ? 2 : 1
            onClicked: bar.done()
        }
    }

    component BarItem: BarButton {
        property string panel

        checked: bar.open === panel
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: bar.asked(panel)
    }
}
