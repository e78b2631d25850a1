pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../controls"
import "../theme"

// The chips of one filter. Outside the open panel only `main` filters and chosen chips are shown.
Repeater {
    id: group

    required property string facet
    required property ChoiceList choices
    property bool main: false
    property list<string> leading // values that are always shown
    property real most: 0 // pixels: the width of the line

    signal toggled(string value)

    model: choices

    Chip {
        id: chip

        required property string value
        required property string label
        required property bool chosen

        objectName: group.facet + "-" + value
        // A chip that was just removed stays while it has the focus.
        visible: group.main || group.leading.includes(value) || chosen || activeFocus
        text: label
        checked: chosen
        width: Math.min(implicitWidth, group.most)
        onClicked: {
            group.toggled(chip.value);
            chip.checked = Qt.binding(() => chip.chosen);
        }
    }
}
