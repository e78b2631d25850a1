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

    title: I18n.trc("way", "Map of the library")
    introduction: way.drawing.about
    first: floors.count > 1 ? floors.first : map
    Component.onCompleted: way.openMap()
    onVisibleChanged: if (visible)
        way.returnToMap() // after the way to a place

    ScrollPane {
        anchors.fill: parent

        MapFloors {
            id: floors

            way: screen.way
            visible: count > 1
            Layout.fillWidth: true
        }
        FloorMap {
            id: map

            objectName: "floor-map"
            drawing: screen.way.drawing
            onChosen: place => screen.open(place)
            Layout.fillWidth: true
        }
        Heading {
            text: I18n.trc("way", "Where do you want to go?")
            Layout.topMargin: Theme.gap
            Layout.fillWidth: true
        }
        GridLayout {
            columns: Math.max(1, Math.floor(width / Math.max(Theme.mm(100), Theme.bodySize * 11)))
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true

            Repeater {
                model: screen.way.places

                PushButton {
                    required property int index
                    required property string name
                    required property string pictogramName

                    objectName: "map-place-" + index
                    text: name
                    pictogram: pictogramName
                    centred: false
                    Layout.fillWidth: true
                    onClicked: screen.open(index)
                }
            }
        }
    }
}
