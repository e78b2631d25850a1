pragma ComponentBehavior: Bound

import QtQuick
import "../controls"
import "../theme"

// The digits of a code, to be picked by arrow keys. They lie as on a telephone, and the focus
// begins at the 5 for each digit, so that they can be picked unheard: while other people may hear
// the speech, the digits are not read (EN 301 549, 5.1.3.8).
KeyGrid {
    id: pad

    readonly property list<string> digits: I18n.translator ? I18n.translator.codeDigits : [] // 1 to 9, then 0
    property bool unsaid: false  // read a dot instead of a digit
    property string spelled: ""  // what was typed so far

    signal typed(string digit)
    signal erased

    function take() {
        keys.itemAt(4).forceActiveFocus(Qt.TabFocusReason);
    }

    function type(digit: string) {
        typed(digit);
        if (visible && !keys.itemAt(4).activeFocus)
            take();
    }

    function step(by: int) {
        const all = shown();
        const next = all[all.findIndex(key => key.activeFocus) + by];
        next ? next.forceActiveFocus(Qt.TabFocusReason) : leave(by > 0);
    }

    columns: 3
    LayoutMirroring.enabled: false // as on a telephone, in every language
    LayoutMirroring.childrenInherit: true
    onPassed: down => leave(down)
    // In every language the arrows lead where they point.
    Keys.onLeftPressed: step(-1)
    Keys.onRightPressed: step(1)
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Backspace)
            pad.erased();
        else if (/^\d$/.test(event.text))
            pad.type(event.text);
        else
            event.accepted = false;
    }

    Repeater {
        id: keys

        model: [1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 0]

        LetterKey {
            required property int modelData
            readonly property bool erases: modelData < 0
            readonly property bool unsaid: pad.unsaid && !erases

            objectName: "letter-" + (erases ? "delete" : modelData)
            letter: erases ? I18n.trc("keyboard", "Delete") : pad.digits[(modelData + 9) % 10] ?? ""
            spelled: pad.spelled
            pictogram: erases ? "backspace" : ""
            brief: erases
            least: Theme.target
            onClicked: erases ? pad.erased() : pad.type(modelData)
        }
    }
}
