pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Titles about the same thing as the typed words, in any language.
ColumnLayout {
    id: list

    required property RelatedModel related
    required property int openId // the row of this title is marked
    readonly property bool shown: rows.count > 0
    readonly property HitRow first: shown ? rows.itemAt(0) as HitRow : null

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

    visible: shown
    Layout.fillWidth: true

    SectionHeading {
        text: I18n.trc("catalogue", "About the same thing")
    }
    Repeater {
        id: rows

        model: list.related.rows

        HitRow {
            objectName: "related-" + index
            position: I18n.trc("navigation", "{position} of {count}", {position: index + 1, count: rows.count})
            checked: bibId === list.openId
            Layout.fillWidth: true
            onPressedChanged: list.related.hold(pressed)
            onClicked: list.opened(bibId)
        }
    }
}
