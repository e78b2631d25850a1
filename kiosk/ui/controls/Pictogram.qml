import QtQuick
import "../theme"

// A pictogram in a colour of the theme. Screen readers skip it, because the control that
// contains it has a name.
Image {
    required property string name
    property color color: Theme.text
    property int size: Theme.iconSize
    property bool mirrorable: false

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    source: name ? "image://icon/" + name + "/" + String(color).slice(-6) : ""
    mirror: mirrorable && Theme.rightToLeft
    Accessible.ignored: true
}
