import QtQuick
import "../theme"

// The frame around the control that has the focus: outside of it, over a gap in the
// ground's colour, so that it stands out from the control whatever that looks like.
Rectangle {
    required property Item control

    objectName: "focus-ring"
    visible: control.activeFocus
    anchors.fill: parent
    anchors.margins: -(Theme.focusGap + Theme.focusLine)
    color: "transparent"
    border.color: Theme.focus
    border.width: Theme.focusLine
    radius: Theme.radius + Theme.focusGap + Theme.focusLine
}
