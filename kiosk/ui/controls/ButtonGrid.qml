import QtQuick
import QtQuick.Layouts
import "../theme"

// Buttons of one width, as many in a row as their longest words allow.
GridLayout {
    id: grid

    property bool brief: false // pictograms alone

    readonly property real widest: Math.max(Theme.mm(32), brief ? 0 : Theme.smallSize * 4.6)
    readonly property int count: Math.max(1, visibleChildren.length)
    readonly property int lines: Math.ceil(count / Math.max(1, Math.floor((width + Theme.gap) / (widest + Theme.gap))))
    readonly property int rest: columns - (count - 1) % columns // for the last one to fill its line

    readonly property int wanted: Math.ceil(count / lines)

    function arrange() {
        columns = wanted;
    }

    // Later: the width comes while the layout around it is being made.
    onWantedChanged: Qt.callLater(arrange)
    Component.onCompleted: arrange()
    columns: 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
}
