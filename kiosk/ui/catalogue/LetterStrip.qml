pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The letters at which the list can begin. The left and right keys move by one letter, and the up
// and down keys by one row, so that a few strokes lead past the letters.
GridLayout {
    id: strip

    required property BrowseModel browse

    // Moves the focus by rows; before the first and after the last row it leaves the letters.
    function move(rows: int): bool {
        let from = 0;
        while (from < letters.count && !letters.itemAt(from).activeFocus)
            from += 1;
        if (from === letters.count)
            return false;
        const to = from + rows * columns;
        const inside = to >= 0 && to < letters.count;
        const goal = inside ? letters.itemAt(to) : letters.itemAt(rows < 0 ? 0 : letters.count - 1).nextItemInFocusChain(rows > 0);
        goal.forceActiveFocus(rows > 0 ? Qt.TabFocusReason : Qt.BacktabFocusReason);
        return true;
    }

    visible: letters.count > 1
    columns: Math.max(3, Math.floor((width + columnSpacing) / (Math.max(Theme.smallTarget, Theme.bodySize * 1.7) + columnSpacing)))
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true
    Keys.onUpPressed: event => event.accepted = move(-1)
    Keys.onDownPressed: event => event.accepted = move(1)

    Repeater {
        id: letters

        model: strip.browse.letters

        PushButton {
            id: letter

            required property string value
            required property string label
            required property bool chosen

            objectName: "initial-" + value
            text: label
            hint: I18n.trc("catalogue", "The list jumps to these letters")
            checked: chosen
            least: Theme.smallTarget
            padding: 0
            leftPadding: 0
            rightPadding: 0
            Layout.columnSpan: label.length > 1 ? 2 : 1
            // Not the implicit width, which follows the width of the button, as on the letter pad.
            Layout.preferredWidth: least
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: strip.browse.start = value
        }
    }
}
