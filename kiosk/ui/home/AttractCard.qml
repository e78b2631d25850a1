import QtQuick
import QtQuick.Layouts
import "../theme"

// A surface on the pattern of the attract screen.
Rectangle {
    color: Theme.ground
    radius: Theme.radius * 2
    border.color: Theme.outline
    border.width: Theme.plain ? Theme.line : 0
    Layout.fillWidth: true
}
