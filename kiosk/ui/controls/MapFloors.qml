pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// The floors that a map can show, as chips.
Flow {
    id: floors

    required property WayModel way
    readonly property int count: repeater.count
    readonly property Item first: count ? repeater.itemAt(0) : null

    spacing: Theme.gap

    Part {
        name: I18n.trc("parts", "Levels")
    }
    Repeater {
        id: repeater

        model: floors.way.floors

        Chip {
            required property int index
            required property int level
            required property string label
            required property bool chosen

            objectName: "map-floor-" + index
            text: label
            single: true
            checked: chosen
            onClicked: {
                floors.way.showFloor(level);
                checked = Qt.binding(() => chosen);
            }
        }
    }
}
