pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The colour themes, each in its own colours.
ColumnLayout {
    id: themes

    required property AccessibilitySettings accessibility
    required property real tall // height of a choice in pixels

    spacing: Theme.gap
    Layout.fillWidth: true

    Heading {
        text: I18n.trc("display", "Colours")
        Layout.fillWidth: true
    }
    GridLayout {
        columns: Math.max(1, Math.min(3, Math.floor(themes.width / (Theme.bodySize * 12.5))))
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        ThemeChoice {
            look: Theme.palettes.standard
            text: I18n.trc("display", "Standard colours")
        }
        ThemeChoice {
            look: Theme.palettes.soft
            text: I18n.trc("display", "Soft colours")
        }
        ThemeChoice {
            look: Theme.palettes.night
            text: I18n.trc("display", "Night colours")
        }
        ThemeChoice {
            look: Theme.palettes.blackOnWhite
            text: I18n.trc("display", "Black on white")
        }
        ThemeChoice {
            look: Theme.palettes.yellowOnBlack
            text: I18n.trc("display", "Yellow on black")
        }
        ThemeChoice {
            look: Theme.palettes.whiteOnBlack
            text: I18n.trc("display", "White on black")
        }
    }

    component ThemeChoice: Choice {
        id: choice

        required property ColourRoles look

        objectName: "theme-" + look.name
        single: true
        least: Math.max(themes.tall, Theme.mm(28))
        bottomPadding: Theme.gap * 2 + strip.height
        fill: look.ground
        ink: look.text
        checked: themes.accessibility.theme === look.name
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: {
            themes.accessibility.theme = look.name;
            checked = Qt.binding(() => themes.accessibility.theme === choice.look.name);
        }

        // A sample of the theme: the colours of the head, of a title that is here, and of a choice.
        Row {
            id: strip

            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gap
            x: Theme.gap
            spacing: Theme.gap

            Repeater {
                model: [choice.look.head, choice.look.good, choice.look.chosen]

                Rectangle {
                    required property color modelData

                    width: (choice.width - Theme.gap * 4) / 3
                    height: Theme.mm(8)
                    color: modelData
                    radius: Theme.mm(1.5)
                    border.color: choice.look.outline
                    border.width: Theme.line
                }
            }
        }
    }
}
