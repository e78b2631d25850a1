pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the text size. A choice changes the size at once.
SettingsPanel {
    id: panel

    required property AccessibilitySettings accessibility

    title: I18n.trc("display", "Text size")

    GridLayout {
        columns: Theme.scale > 1.5 ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            model: panel.accessibility.scales

            Choice {
                id: choice

                required property int modelData

                objectName: "scale-" + modelData
                single: true
                text: I18n.trc("display", "{percent}%", {percent: modelData})
                pictogram: "text-size"
                least: Theme.target
                checked: panel.accessibility.scale === modelData
                Layout.fillWidth: true
                onClicked: {
                    panel.accessibility.scale = choice.modelData;
                    choice.checked = Qt.binding(() => panel.accessibility.scale === choice.modelData);
                }
            }
        }
    }
    ReadableText {
        text: I18n.trc("display", "Text now looks like this.")
        readable: true
        Layout.fillWidth: true
    }
}
