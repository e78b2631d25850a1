pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The times at which a reservation can begin. Digits of a keypad lead to an hour.
GridLayout {
    id: grid

    required property SpacesModel spaces
    property string typed: "" // the digits that were typed one after another

    signal taken

    // Returns the time that is chosen, or null if there are no times.
    function chosen(): Item {
        for (let place = 0; place < slots.count; place += 1)
            if ((slots.itemAt(place) as Slot).checked)
                return slots.itemAt(place);
        return slots.itemAt(0);
    }

    // Returns the first time in the hour `hour` (0 to 23), or null.
    function from(hour: int): Item {
        for (let place = 0; place < slots.count; place += 1)
            if ((slots.itemAt(place) as Slot).hour === hour)
                return slots.itemAt(place);
        return null;
    }

    // Moves the focus to the hour that begins with the digits typed before and `digit`, or with
    // `digit` alone.
    function type(digit: string) {
        for (const hour of [typed + digit, digit]) {
            const goal = from(Number(hour)) || from(Number(hour) + 12); // "2" is 14:00
            if (goal) {
                typed = hour;
                goal.forceActiveFocus(Qt.TabFocusReason);
                return;
            }
        }
        typed = digit;
    }

    columns: Math.max(1, Math.floor(width / Math.max(Theme.mm(48), Theme.bodySize * 5.6)))
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true
    Keys.onPressed: event => {
        event.accepted = event.key >= Qt.Key_0 && event.key <= Qt.Key_9;
        if (event.accepted)
            type(String(event.key - Qt.Key_0));
        else
            typed = "";
    }

    Repeater {
        id: slots

        model: grid.spaces.slots

        Slot {
        }
    }

    component Slot: PushButton {
        required property int index
        required property int hour
        required property string start
        required property string freeUntil
        required property bool chosen

        objectName: "slot-" + index
        text: start
        fact: freeUntil
        counted: false
        checked: chosen
        Accessible.role: Accessible.RadioButton
        Accessible.checkable: true
        Accessible.checked: checked
        Layout.fillWidth: true
        onClicked: {
            grid.spaces.chooseSlot(index);
            grid.taken();
        }
    }
}
