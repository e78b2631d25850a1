import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A settings panel. Its title and its close button are in the head.
ScreenFrame {
    id: sheet

    default property alias content: choices.data

    ScrollPane {
        anchors.fill: parent

        ColumnLayout {
            id: choices

            spacing: Theme.gap
            Layout.fillWidth: true
        }
    }
}
