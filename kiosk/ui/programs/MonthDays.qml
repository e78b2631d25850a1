pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// A month as a grid of days with the number of programmes. Days without programmes are only
// drawn, so by keypad and by ear the month is a list of the days that have some. In large text
// that list is also what is shown.
GridLayout {
    id: month

    required property ProgramsModel programs
    readonly property bool inLine: width < (Math.max(Theme.smallSize * 3.4, names.widest) + columnSpacing) * 7

    signal chosen

    columns: inLine ? 1 : 7
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true

    WeekdayNames {
        id: names

        weekdays: month.programs.weekdays
    }
    Repeater {
        model: month.inLine ? [] : month.programs.weekdays

        ReadableText {
            required property string modelData

            text: modelData
            color: Theme.quiet
            font.pixelSize: Theme.smallSize
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
            Layout.fillWidth: true
        }
    }
    Repeater {
        model: month.programs.monthDays

        Item {
            id: cell

            required property int index
            required property string weekday
            required property string number
            required property string count
            required property string brief
            required property string name
            required property bool chosen
            required property bool offered

            visible: offered || !month.inLine
            implicitHeight: Math.max(Theme.smallTarget, tile.implicitHeight)
            Layout.fillWidth: true
            Layout.fillHeight: true

            ReadableText {
                visible: !cell.offered
                anchors.centerIn: parent
                text: cell.number
                color: Theme.quiet
                Accessible.ignored: true
            }
            DayTile {
                id: tile

                objectName: "date-" + index
                anchors.fill: parent
                visible: cell.offered
                index: cell.index
                weekday: month.inLine ? cell.name : ""
                number: month.inLine ? "" : cell.number
                count: cell.count
                shownCount: month.inLine ? cell.count : [cell.weekday, cell.brief].filter(part => part).join(" · ")
                name: cell.name
                chosen: cell.chosen
                inLine: month.inLine
                onClicked: {
                    month.chosen();
                    month.programs.chooseDate(cell.index);
                }
            }
        }
    }
}
