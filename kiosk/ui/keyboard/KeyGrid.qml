import QtQuick
import QtQuick.Layouts
import "../theme"

// A grid of keys. The up and down keys move by one row, the left and right keys by one key.
GridLayout {
    id: grid

    signal passed(bool down, real middle) // past the last or the first row, at `middle` pixels

    // Moves the focus to the key of the first or the last row that is nearest to `middle`.
    function enter(first: bool, middle: real) {
        const keys = shown();
        const row = first ? Math.min(...keys.map(key => key.y)) : Math.max(...keys.map(key => key.y));
        focusNearest(keys.filter(key => key.y === row), middle, first);
    }

    function shown(): list<Item> {
        return children.filter(key => key.visible && key.activeFocusOnTab);
    }

    // Returns the distance of the middle of `key` from `middle`, in pixels.
    function distance(key: Item, middle: real): real {
        return Math.abs(key.x + key.width / 2 - middle);
    }

    function focusNearest(row: list<Item>, middle: real, down: bool) {
        const nearest = row.reduce((best, key) => distance(key, middle) < distance(best, middle) ? key : best);
        nearest.forceActiveFocus(down ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // Moves the focus to what follows or precedes the grid.
    function leave(down: bool) {
        const keys = shown();
        const end = down ? keys[keys.length - 1] : keys[0];
        end.nextItemInFocusChain(down).forceActiveFocus(down ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    function move(down: bool) {
        const keys = shown();
        const from = keys.find(key => key.activeFocus) as Item;
        const beyond = keys.filter(key => down ? key.y > from.y : key.y < from.y);
        const middle = from.x + from.width / 2;
        if (!beyond.length)
            return passed(down, middle);
        const row = down ? Math.min(...beyond.map(key => key.y)) : Math.max(...beyond.map(key => key.y));
        focusNearest(beyond.filter(key => key.y === row), middle, down);
    }

    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true
    Keys.onUpPressed: move(false)
    Keys.onDownPressed: move(true)
}
