pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The spaces that are free now, or the first ones that are free later.
ColumnLayout {
    id: section

    required property HomePage page
    property bool narrow: false // the tiles are below each other
    property bool short: false // only one tile
    property bool onlyHeading: false // no tile: its height is needed below

    signal wanted(string code, bool now)
    signal all

    visible: page.spacesHeading !== ""
    spacing: Theme.gap

    SectionHeading {
        text: section.page.spacesHeading
        link: I18n.trc("home", "All rooms")
        linkHint: I18n.trc("home", "Reserve a study room, the maker space or the hall")
        linkName: "door-spaces"
        onOpened: section.all()
    }
    GridLayout {
        visible: !section.onlyHeading
        columns: section.narrow || section.short ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: section.page.spaces

            SpaceTile {
                visible: !section.short || index < 1
                flat: section.narrow || section.short
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: implicitHeight * 1.4
                onClicked: section.wanted(code, free)
            }
        }
    }
}
