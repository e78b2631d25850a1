pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Titles as a row of covers.
ColumnLayout {
    id: section

    required property HomePage page
    property int columns: 5
    property int rows: 1
    property real tallest: 10000 // pixels for all covers together
    readonly property real coverWidth: Math.floor(Math.min((width - Theme.gap * (columns - 1)) / columns, (tallest - Theme.gap * (rows - 1)) / rows / 1.4))

    signal opened(int bibId)
    signal all

    visible: page.titlesHeading !== ""
    spacing: Theme.gap

    SectionHeading {
        text: section.page.titlesHeading
        link: section.page.titlesLink
        linkHint: section.page.titlesHeading
        linkName: "all-titles"
        onOpened: section.all()
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            model: section.page.titles

            CoverButton {
                visible: index < section.columns * section.rows
                coverWidth: section.coverWidth
                onClicked: section.opened(bibId)
            }
        }
    }
}
