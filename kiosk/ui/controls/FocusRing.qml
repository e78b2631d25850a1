import QtQuick
import "../theme"

// The frame around the control with the focus. The frame is outside the control, with a gap in
// the background colour, so that the frame is visible around any control. There is no frame while
// the visitor only touches.
Rectangle {
    required property Item control
    property real rounding: Theme.radius // of the control's corners, in pixels

    objectName: "focus-ring"
    visible: control.activeFocus && Theme.showsFocus
    anchors.fill: parent
    anchors.margins: -(Theme.focusGap + Theme.focusLine)
    color: "transparent"
    border.color: Theme.focus
    border.width: Theme.focusLine
    radius: rounding + Theme.focusGap + Theme.focusLine
}
