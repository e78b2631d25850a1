pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The results of a search.
ColumnLayout {
    id: hits

    required property SearchModel find
    required property bool marking // the row of the open title is marked
    readonly property HitRow first: rows.count > 0 ? rows.itemAt(0) as HitRow : null

    signal opened(int bibId)

    // Returns the row whose title is open, or null.
    function marked(): HitRow {
        for (let place = 0; place < rows.count; place += 1) {
            const row = rows.itemAt(place) as HitRow;
            if (row && row.checked)
                return row;
        }
        return null;
    }

    Layout.fillWidth: true

    Repeater {
        id: rows

        model: hits.find.rows

        HitRow {
            objectName: "hit-" + index
            position: I18n.trc("navigation", "{position} of {count}", {position: index + 1, count: hits.find.shown})
            checked: hits.marking && bibId === hits.find.openId
            Layout.fillWidth: true
            onPressedChanged: hits.find.hold(pressed)
            onClicked: hits.opened(bibId)
        }
    }
}
