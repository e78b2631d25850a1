pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Dates under a heading: other dates of one programme, or the programmes of a partner.
ColumnLayout {
    id: list

    required property DateList dates
    property string title: ""
    property bool named: true // the programmes have different titles

    signal opened(int index)

    visible: entries.count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        text: list.title
        visible: text !== ""
    }
    Repeater {
        id: entries

        model: list.dates

        DateButton {
            required property int index

            objectName: "date-of-program-" + index
            named: list.named
            Layout.fillWidth: true
            onClicked: list.opened(index)
        }
    }
}
