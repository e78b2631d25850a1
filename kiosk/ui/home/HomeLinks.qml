import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The smaller tiles at the end of the first screen.
GridLayout {
    id: links

    required property HomePage page
    required property Suggestions suggestions
    property bool hasMap: false

    signal go(string place)

    readonly property int shown: 2 + (hasMap ? 1 : 0) + (suggestions.isOpen ? 1 : 0)

    columns: Theme.wide || shown < 4 ? shown : 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true

    Part {
        name: I18n.trc("parts", "More")
    }
    HomeLink {
        objectName: "my-reservation"
        text: I18n.trc("home", "Have a code?")
        hint: I18n.trc("home", "Check in or cancel")
        pictogram: "calendar"
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: links.go("reservation")
    }
    HomeLink {
        objectName: "house-map"
        text: I18n.trc("home", "Map of the house")
        hint: I18n.trc("home", "Shelves, rooms, toilets, lift")
        pictogram: "map"
        visible: links.hasMap
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: links.go("map")
    }
    HomeLink {
        objectName: "ask-staff"
        text: I18n.trc("home", "Ask staff")
        hint: I18n.trc("home", "Who helps you, and when")
        pictogram: "person"
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: links.go("ask")
    }
    HomeLink {
        objectName: "suggest"
        text: I18n.trc("suggestions", "Suggest to the library")
        hint: I18n.trc("suggestions", "A title that you miss, or a class")
        pictogram: "plus"
        visible: links.suggestions.isOpen
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: {
            links.suggestions.begin("");
            links.go("suggest");
        }
    }
}
