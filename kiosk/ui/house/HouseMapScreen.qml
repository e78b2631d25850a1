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
        GridLayout {
            id: sides

            readonly property bool beside: Theme.wide && Theme.scale < 1.6

            columns: beside ? 2 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.gap
            Layout.fillWidth: true

            FloorMap {
                id: map

                objectName: "floor-map"
                drawing: screen.way.drawing
                onChosen: place => screen.open(place)
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: sides.beside ? screen.width * 0.58 : screen.width
            }
            ColumnLayout {
                spacing: Theme.gap
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
                Layout.preferredWidth: sides.beside ? screen.width * 0.36 : screen.width

                Heading {
                    text: I18n.trc("way", "Where do you want to go?")
                    Layout.topMargin: sides.beside ? 0 : Theme.gap
                    Layout.fillWidth: true
                }
                GridLayout {
                    columns: Math.max(1, Math.floor(screen.width * (sides.beside ? 0.36 : 0.94) / Math.max(Theme.mm(sides.beside ? 65 : 100), Theme.bodySize * 11)))
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
                            least: sides.beside ? Theme.smallTarget : Theme.target
                            Layout.fillWidth: true
                            onClicked: screen.open(index)
                        }
                    }
                }
            }
        }
    }
}
