import QtQuick
import "../theme"

// A framed surface around what belongs together.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.line
}
