import QtQuick
import QtQuick.Layouts
import "../theme"

// A tall, narrow button beside a pane. It loses its frame at the end of the way but
// stays in place and keeps the focus.
Pressable {
    id: button

    property string pictogram: ""

    Layout.preferredWidth: Theme.smallTarget
    Layout.fillHeight: true

    contentItem: Item {
        Pictogram {
            anchors.centerIn: parent
            name: button.pictogram
            color: button.ink
            size: Theme.mm(9)
        }
    }
}
