pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The places of the floor that is shown, as buttons. The buttons grow with the space.
ColumnLayout {
    id: list

    required property WayModel way
    required property string heading
    property real room: 0 // width in pixels
    property bool small: false // beside the map

    signal chosen(place: int)

    spacing: Theme.gap

    Heading {
        text: list.heading
        Layout.topMargin: list.small ? 0 : Theme.gap
        Layout.fillWidth: true
    }
    GridLayout {
        columns: Math.max(1, Math.floor(list.room / Math.max(Theme.mm(list.small ? 65 : 100), Theme.bodySize * 11)))
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true
        Layout.fillHeight: true

        Repeater {
            model: list.way.places

            PushButton {
                required property int index
                required property string name
                required property string pictogramName
                required property bool goal

                objectName: "map-place-" + index
                visible: !goal // the visitor looks at the way there
                text: name
                pictogram: pictogramName
                centred: false
                least: list.small ? Theme.smallTarget : Theme.target
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: Math.max(implicitHeight, Theme.mm(44))
                onClicked: list.chosen(index)
            }
        }
    }
}
