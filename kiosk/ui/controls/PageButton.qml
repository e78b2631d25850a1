import QtQuick
import QtQuick.Layouts
import "../theme"

// A long, narrow button beside or below a pane. At the end of the content the button loses its
// fill but keeps its place and the focus.
Pressable {
    id: button

    property string pictogram: ""

    least: Theme.smallTarget
    rounding: Theme.smallTarget / 2
    fill: pressed ? Theme.primary : idle ? "transparent" : Theme.surface
    framed: !idle
    padding: 0
    Layout.preferredWidth: Theme.smallTarget
    Layout.fillWidth: true
    Layout.fillHeight: true

    contentItem: Item {
        Pictogram {
            anchors.centerIn: parent
            name: button.pictogram
            color: button.idle && !button.pressed ? Theme.outline : button.ink
            size: Theme.mm(9)
        }
    }
}
