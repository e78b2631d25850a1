import QtQuick
import QtQuick.Templates as T
import "../theme"

// The background of a text field, with a pictogram and the focus ring.
Rectangle {
    id: frame

    required property T.TextField field
    required property bool failed
    property string pictogram: ""

    color: Theme.surface
    border.color: failed ? Theme.error : Theme.outline
    border.width: failed ? Theme.line * 2 : Theme.line
    radius: Theme.radius

    Pictogram {
        visible: frame.pictogram !== ""
        name: frame.pictogram
        color: Theme.primary
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
    }
    FocusRing {
        control: frame.field
    }
}
