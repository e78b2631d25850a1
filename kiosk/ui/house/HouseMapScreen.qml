pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The map of the building: floors, the map of one floor, and its places as buttons.
ScreenFrame {
    id: screen

    required property WayModel way

    signal opened

    function open(place: int) {
        way.showPlace(place);
        opened();
    }

    title: I18n.trc("home", "Map of the house")
    first: floors.count > 1 ? floors.first : map
    Component.onCompleted: way.openMap()
    onVisibleChanged: if (visible)
        way.returnToMap() // after the way to a place

    ScrollPane {
        anchors.fill: parent
        filled: true

        MapFloors {
            id: floors

            way: screen.way
            visible: count > 1
            Layout.fillWidth: true
        }
        GridLayout {
            id: sides

            readonly property bool beside: Theme.wide && Theme.scale < 1.6

            columns: beside ? 2 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop

            FloorMap {
                id: map

                objectName: "floor-map"
                way: screen.way
                onChosen: place => screen.open(place)
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: sides.beside ? screen.width * 0.58 : screen.width

                Part {
                    name: I18n.trc("parts", "Map")
                }
            }
            PlaceButtons {
                way: screen.way
                heading: I18n.trc("way", "Where do you want to go?")
                room: screen.width * (sides.beside ? 0.36 : 0.94)
                small: sides.beside
                onChosen: place => screen.open(place)
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: sides.beside ? screen.width * 0.36 : screen.width
            }
        }
    }
}
