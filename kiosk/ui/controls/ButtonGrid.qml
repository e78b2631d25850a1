import QtQuick
import QtQuick.Layouts
import "../theme"

// A grid of buttons of equal width. The longest word determines the number of columns.
GridLayout {
    id: grid

    property bool brief: false // show only pictograms

    readonly property real widest: Math.max(Theme.mm(32), brief ? 0 : Theme.smallSize * 4.6)
    readonly property int count: Math.max(1, visibleChildren.length)
    readonly property int lines: Math.ceil(count / Math.max(1, Math.floor((width + Theme.gap) / (widest + Theme.gap))))
    readonly property int rest: columns - (count - 1) % columns // columns that the last button spans to fill the row

    readonly property int wanted: Math.ceil(count / lines)

    function arrange() {
        columns = wanted;
    }

    // Deferred, because the width changes while the surrounding layout is being built.
    onWantedChanged: Qt.callLater(arrange)
    Component.onCompleted: arrange()
    columns: 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
}
