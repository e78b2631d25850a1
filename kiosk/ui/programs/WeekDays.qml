pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The seven days that can be chosen, side by side if there is space for a number of programmes.
GridLayout {
    id: week

    required property ProgramsModel programs
    readonly property real space: (width + columnSpacing) / 7 - columnSpacing // of one of seven
    // There is no space for "6 programmes", not even on two lines.
    readonly property bool brief: space < Math.max(0, ...counted.text.split(/\s+/).map(word => numbers.advanceWidth(word))) + Theme.mm(3)
    readonly property bool inLine: space < Math.max(Theme.smallSize * 2.8, names.widest)

    readonly property Item first: tiles.count > 0 ? tiles.itemAt(0) as Item : null

    columns: !inLine ? 7 : Theme.wide ? 2 : 1
    columnSpacing: Theme.scale < 1.3 ? Theme.gap : Theme.mm(2)
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true

    QtObject {
        id: counted

        readonly property string text: I18n.ntrc("programs", "{count} programme", "{count} programmes", 10)
    }
    FontMetrics {
        id: numbers

        font.family: Theme.family
        font.pixelSize: Theme.smallSize
    }
    WeekdayNames {
        id: names

        weekdays: week.programs.weekdays
    }
    Repeater {
        id: tiles

        model: week.programs.days

        DayTile {
            required property string brief

            objectName: "day-" + index
            inLine: week.inLine
            shownCount: week.brief && !week.inLine ? brief : count
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: week.programs.chooseDay(index)
        }
    }
}
