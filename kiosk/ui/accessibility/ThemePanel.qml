pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the colour theme. Each choice is shown in the colours of the theme.
SettingsPanel {
    id: panel

    required property AccessibilitySettings accessibility

    title: I18n.trc("display", "Contrast")

    ThemeChoice {
        look: Theme.standard
        text: I18n.trc("display", "Standard colours")
    }
    ThemeChoice {
        look: Theme.soft
        text: I18n.trc("display", "Soft colours")
    }
    ThemeChoice {
        look: Theme.night
        text: I18n.trc("display", "Night colours")
    }
    ThemeChoice {
        look: Theme.blackOnWhite
        text: I18n.trc("display", "Black on white")
    }
    ThemeChoice {
        look: Theme.yellowOnBlack
        text: I18n.trc("display", "Yellow on black")
    }
    ThemeChoice {
        look: Theme.whiteOnBlack
        text: I18n.trc("display", "White on black")
    }

    component ThemeChoice: Choice {
        id: choice

        required property ColourRoles look

        objectName: "theme-" + look.name
        single: true
        least: Theme.target
        fill: look.ground
        ink: look.text
        checked: panel.accessibility.theme === look.name
        Layout.fillWidth: true
        onClicked: {
            panel.accessibility.theme = look.name;
            checked = Qt.binding(() => panel.accessibility.theme === choice.look.name);
        }
    }
}
