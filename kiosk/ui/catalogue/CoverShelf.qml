pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Titles as covers, side by side. The covers grow with the text and fill the width.
ColumnLayout {
    id: shelf

    required property HitList titles
    property string heading: ""
    property string prefix: "cover" // the beginning of the object names
    property int most: 12
    readonly property int count: covers.count

    readonly property real wanted: Theme.mm(44) * (0.5 + 0.5 * Theme.scale)
    readonly property int columns: Math.max(1, Math.floor((width + Theme.gap) / (wanted + Theme.gap)))

    signal opened(int bibId)

    visible: count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        text: shelf.heading
        visible: text !== ""
    }
    Grid {
        columns: shelf.columns
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            id: covers

            model: shelf.titles

            CoverTile {
                objectName: shelf.prefix + "-" + index
                visible: index < shelf.most
                side: Math.floor((shelf.width + Theme.gap) / shelf.columns) - Theme.gap
                onClicked: shelf.opened(bibId)
            }
        }
    }
}
