import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A settings panel. Its title and its close button are in the head.
ScreenFrame {
    id: sheet

    default property alias content: choices.data
    property alias centred: pane.centred

    // Returns the control with the value in force, which has the focus first, or null.
    function inForce(): Item {
        return null;
    }

    // The height of each of `rows` rows, so that all nearly fill the panel, but not less than a target.
    function rowHeight(rows: real, most: int): int {
        return Math.max(Theme.target, Math.min(most, (height - Theme.mm(55) - Theme.gap * (rows - 1)) / rows));
    }

    ScrollPane {
        id: pane

        anchors.fill: parent

        ColumnLayout {
            id: choices

            spacing: Theme.gap
            Layout.fillWidth: true
        }
    }
}
