import QtQuick
import "../theme"

// A framed surface that groups its contents.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.line
}
