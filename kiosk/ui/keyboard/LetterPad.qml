pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A letter pad for keypads without letter keys. The left and right keys move by one letter, the
// up and down keys by one row, and Enter types the letter.
GridLayout {
    id: pad

    required property list<string> letters
    property bool digitsOnly: false // for a code, which has no blanks

    signal typed(string letter)
    signal erased

    function take() {
        keys.itemAt(0).forceActiveFocus(Qt.TabFocusReason);
    }

    // Moves the focus by rows; before the first and after the last letter the focus leaves the pad.
    function move(rows: int): bool {
        let from = 0;
        while (from < keys.count && !keys.itemAt(from).activeFocus)
            from += 1;
        if (from === keys.count)
            return false;
        const to = from + rows * columns;
        const inside = to >= 0 && to < keys.count;
        const goal = inside ? keys.itemAt(to) : keys.itemAt(rows < 0 ? 0 : keys.count - 1).nextItemInFocusChain(rows > 0);
        goal.forceActiveFocus(rows > 0 ? Qt.TabFocusReason : Qt.BacktabFocusReason);
        return true;
    }

    columns: Math.max(3, Math.floor((width + columnSpacing) / (Math.max(Theme.smallTarget, Theme.bodySize * 2.4) + columnSpacing)))
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Keys.onUpPressed: event => event.accepted = move(-1)
    Keys.onDownPressed: event => event.accepted = move(1)

    Repeater {
        id: keys

        model: pad.letters

        PushButton {
            required property string modelData

            objectName: "letter-" + modelData
            // A combining mark is shown on a dotted circle (Unicode 2.11).
            text: /\p{M}/u.test(modelData) ? "◌" + modelData : modelData
            least: Theme.smallTarget
            leftPadding: 0
            rightPadding: 0
            Accessible.name: modelData
            Layout.fillWidth: true
            onClicked: pad.typed(modelData)
        }
    }
    PushButton {
        objectName: "letter-space"
        // Translators: The key that types a blank.
        text: I18n.trc("keyboard", "Space")
        visible: !pad.digitsOnly
        least: Theme.smallTarget
        Layout.columnSpan: Math.min(3, pad.columns)
        Layout.fillWidth: true
        onClicked: pad.typed(" ")
    }
    PushButton {
        objectName: "letter-delete"
        // Translators: The key that deletes the last letter.
        text: I18n.trc("keyboard", "Delete")
        least: Theme.smallTarget
        Layout.columnSpan: Math.min(3, pad.columns)
        Layout.fillWidth: true
        onClicked: pad.erased()
    }
}
