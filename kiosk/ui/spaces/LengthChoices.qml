pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The lengths of a reservation. A tap on a length reserves the space at once, so no length looks
// chosen. The keypad starts at the usual length.
GridLayout {
    id: grid

    required property Reservations reservations
    readonly property alias count: lengths.count

    function take() {
        usual().forceActiveFocus(Qt.TabFocusReason);
    }

    function usual(): Item {
        for (let n = 0; n < lengths.count; n++)
            if (lengths.itemAt(n).objectName === "confirm-reservation")
                return lengths.itemAt(n);
        return lengths.itemAt(0);
    }

    columns: Math.max(1, Math.min(4, Math.floor((width + columnSpacing) / (Math.max(Theme.mm(70), Theme.bodySize * 8) + columnSpacing))))
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    Layout.fillWidth: true

    Repeater {
        id: lengths

        model: grid.reservations.lengths

        Pressable {
            id: choice

            required property int slots
            required property string label
            required property string until
            required property string name
            required property string wish
            required property bool isUsual

            objectName: isUsual ? "confirm-reservation" : "length-" + slots
            text: name
            fact: wish
            least: Theme.wide ? Theme.target : Theme.mm(26)
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: grid.reservations.reserve(slots)

            contentItem: ColumnLayout {
                spacing: 0

                ReadableText {
                    text: choice.until
                    color: choice.ink
                    font.weight: Font.DemiBold
                    lineHeight: 1.05
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
                ReadableText {
                    text: choice.label
                    color: choice.ink
                    font.pixelSize: Theme.smallSize
                    lineHeight: 1.05
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
            }
        }
    }
}
