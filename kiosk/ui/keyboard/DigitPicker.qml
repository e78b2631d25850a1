pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The digits of a code, for keypads without digits. They lie as on a telephone. The up and down keys
// lead to a row; there the left key, Enter and the right key type its three digits. For each digit
// the focus begins in the middle row, so that digits can be picked unheard: while other people may
// hear the speech, they are not read (EN 301 549, 5.1.3.8). The walk stops only at the 5.
GridLayout {
    id: pad

    readonly property list<string> digits: I18n.translator ? I18n.translator.codeDigits : [] // 1 to 9, then 0
    readonly property int row: middles.findIndex(place => keys.count > place && keys.itemAt(place).activeFocus)
    readonly property list<int> middles: [1, 4, 7, 10] // the places of the middle keys
    required property string hint // how to pick a digit
    property bool unsaid: false  // read a dot instead of digits
    property string spelled: ""  // what was typed so far

    signal typed(string digit)
    signal keyed(string digit) // with a digit key
    signal erased

    function take() {
        focusOn(1, true);
    }

    function focusOn(place: int, down: bool) {
        keys.itemAt(middles[place]).forceActiveFocus(down ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // Types `digit`, or deletes one if it is negative, and begins anew in the middle row.
    function use(digit: int) {
        digit < 0 ? erased() : typed(String(digit));
        if (visible && row !== 1)
            take();
    }

    function moveRow(by: int) {
        const to = row + by;
        if (middles[to])
            focusOn(to, by > 0);
        else
            keys.itemAt(middles[1]).nextItemInFocusChain(by > 0).forceActiveFocus(by > 0 ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // In every language the arrows lead where they point.
    function useBeside(by: int) {
        if (row >= 0 && middles[row] + by < keys.count)
            (keys.itemAt(middles[row] + by) as LetterKey).click();
    }

    columns: 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    LayoutMirroring.enabled: false // as on a telephone, in every language
    LayoutMirroring.childrenInherit: true
    Keys.onUpPressed: moveRow(-1)
    Keys.onDownPressed: moveRow(1)
    Keys.onLeftPressed: useBeside(-1)
    Keys.onRightPressed: useBeside(1)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Backspace)
            pad.erased();
        else if (/^\d$/.test(event.text))
            pad.keyed(event.text);
        else
            event.accepted = false;
    }

    Repeater {
        id: keys

        model: [1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 0]

        LetterKey {
            required property int modelData
            required property int index
            readonly property bool erases: modelData < 0
            readonly property bool unsaid: pad.unsaid && !erases
            readonly property int side: index % 3 - 1 // of its row
            readonly property bool offered: pad.row >= 0 && side !== 0 && pad.middles[pad.row] === index - side
            // The digits of the row, which is read as a whole.
            readonly property string said: side === 0 ? pad.digits.slice(index - 1, index + 2).join(" ") : ""

            objectName: "letter-" + (erases ? "delete" : modelData)
            hint: side === 0 ? pad.hint : ""
            letter: erases ? I18n.trc("keyboard", "Delete") : pad.digits[(modelData + 9) % 10] ?? ""
            spelled: pad.spelled
            pictogram: erases ? "backspace" : offered ? side < 0 ? "back" : "next" : ""
            brief: erases
            least: Theme.target
            focusPolicy: side === 0 ? Qt.StrongFocus : Qt.NoFocus
            activeFocusOnTab: index === pad.middles[1]
            LayoutMirroring.enabled: side > 0 // the arrow is at the outer side
            LayoutMirroring.childrenInherit: true
            onClicked: pad.use(modelData)
        }
    }
}
