pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The first screen for large text: three doors, each with its one live number, and the rest
// below.
ColumnLayout {
    id: doors

    required property HomePage page
    required property Suggestions suggestions
    property bool hasMap: false
    readonly property Item first: findDoor

    signal go(string place) // the names of the places are in Navigation.qml

    spacing: Theme.gap

    Heading {
        text: doors.page.question
        Layout.fillWidth: true
    }
    GridLayout {
        columns: Theme.wide ? 3 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        uniformCellHeights: true
        Layout.fillWidth: true
        Layout.fillHeight: true

        HomeTile {
            id: findDoor

            objectName: "door-find"
            text: I18n.trc("home", "Search")
            pictogram: "find"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            onClicked: doors.go("search")
        }
        HomeTile {
            objectName: "door-programs"
            text: I18n.trc("home", "Programmes")
            about: doors.page.programsLine
            pictogram: "programs"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            onClicked: doors.go("programs")
        }
        HomeTile {
            objectName: "door-spaces"
            text: I18n.trc("home", "Rooms")
            about: doors.page.spacesLine
            pictogram: "spaces"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: implicitHeight
            onClicked: doors.go("spaces")
        }
    }
    GridLayout {
        columns: Theme.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Part {
            name: I18n.trc("parts", "More")
        }
        Line {
            objectName: "my-reservation"
            text: I18n.trc("home", "Have a code?")
            hint: I18n.trc("home", "Check in or cancel")
            font.weight: Font.DemiBold
            onClicked: doors.go("reservation")
        }
        Line {
            objectName: "more-languages"
            text: doors.page.otherLanguages
            hint: I18n.trc("home", "Shows all languages")
            pictogram: "language"
            Accessible.name: I18n.trc("home", "Languages")
            onClicked: doors.go("languages")
        }
        Line {
            objectName: "house-map"
            text: I18n.trc("home", "Map of the house")
            pictogram: "map"
            visible: doors.hasMap
            onClicked: doors.go("map")
        }
        Line {
            objectName: "ask-staff"
            text: I18n.trc("home", "Ask staff")
            pictogram: "person"
            onClicked: doors.go("ask")
        }
        Line {
            objectName: "suggest"
            text: I18n.trc("suggestions", "Suggest to the library")
            pictogram: "plus"
            visible: doors.suggestions.isOpen
            onClicked: {
                doors.suggestions.begin("");
                doors.go("suggest");
            }
        }
    }

    component Line: PushButton {
        centred: false
        Layout.fillWidth: true
    }
}
