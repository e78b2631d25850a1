import QtQuick
import QtQuick.Layouts
import "../theme"

// A tall, narrow button beside a pane. At the end of the content the button loses its frame but
// keeps its place and the focus.
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
