pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The colours of the screen; each choice is drawn in its own.
Sheet {
    id: panel

    required property AccessibilitySettings accessibility
    readonly property var names: ({
        "standard": I18n.trc("display", "Standard colours"),
        "soft": I18n.trc("display", "Soft colours"),
        "black-on-white": I18n.trc("display", "Black on white"),
        "yellow-on-black": I18n.trc("display", "Yellow on black"),
        "white-on-black": I18n.trc("display", "White on black")
    })

    title: I18n.trc("display", "Contrast")

    Repeater {
        model: panel.accessibility.themes

        Choice {
            id: choice

            required property string modelData
            readonly property var look: Theme.palettes[modelData]

            objectName: "theme-" + modelData
            single: true
            text: panel.names[modelData]
            least: Theme.target
            fill: look.ground
            ink: look.text
            checked: panel.accessibility.theme === modelData
            Layout.fillWidth: true
            onClicked: {
                panel.accessibility.theme = choice.modelData;
                choice.checked = Qt.binding(() => panel.accessibility.theme === choice.modelData);
            }
        }
    }
}
