pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The first screen up to 150 %: a search field, titles, the next programmes, free spaces and
// smaller tiles. In landscape the sections stand side by side.
ColumnLayout {
    id: sections

    required property HomePage page
    required property Suggestions suggestions
    property bool hasMap: false
    property real tallest: 0 // the height of the pane in pixels
    readonly property bool abreast: Theme.wide && Theme.scale < 1.4
    readonly property bool short: Theme.scale > 1.25 // room for one row of each kind
    readonly property int parts: [titles, programs, spaces].filter(part => part.visible).length
    readonly property Item first: findDoor

    signal go(string place)
    signal titleOpened(int bibId)
    signal programOpened(string key)
    signal spaceWanted(string code, bool now)
    signal codeBegun(string digit)

    spacing: Theme.gap

    RowLayout {
        spacing: Theme.gap
        Layout.fillWidth: true

        SearchDoor {
            id: findDoor

            Layout.fillWidth: true
            onClicked: sections.go("search")
        onCodeBegun: digit => sections.codeBegun(digit)
        }
        PicturesDoor {
            Layout.fillHeight: true
            onClicked: sections.go("pictures")
        }
    }
    GridLayout {
        columns: sections.abreast ? Math.max(1, sections.parts) : 1
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.fillHeight: true

        TitlesSection {
            id: titles

            page: sections.page
            columns: sections.abreast && sections.parts > 1 ? 3 : Theme.wide ? 6 : sections.short && !Theme.tallScript ? 4 : 5
            rows: sections.abreast && sections.parts > 1 ? 2 : 1
            tallest: sections.abreast ? sections.tallest * 0.62 : 10000
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            onOpened: bibId => sections.titleOpened(bibId)
            onAll: sections.go("titles")
        }
        ProgramsSection {
            id: programs

            page: sections.page
            narrow: sections.abreast || sections.short
            short: sections.short
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop
            onOpened: key => sections.programOpened(key)
            onAll: sections.go("programs")
        }
        SpacesSection {
            id: spaces

            page: sections.page
            narrow: sections.abreast
            short: sections.short
            onlyHeading: sections.short && Theme.tallScript && !Theme.wide
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop
            onWanted: (code, now) => sections.spaceWanted(code, now)
            onAll: sections.go("spaces")
        }
    }
    HomeLinks {
        page: sections.page
        suggestions: sections.suggestions
        hasMap: sections.hasMap
        Layout.fillWidth: true
        Layout.topMargin: Theme.gap
        Layout.maximumHeight: implicitHeight * 1.4
        onGo: place => sections.go(place)
    }
}
