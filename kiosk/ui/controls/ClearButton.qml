import QtQuick
import "../theme"

// The cross at the end of a field, which empties the field.
Pressable {
    id: cross

    text: I18n.trc("keyboard", "Clear")
    quiet: true
    least: Theme.smallTarget
    padding: 0
    width: Theme.smallTarget
    height: Theme.smallTarget

    contentItem: Item {
        Pictogram {
            anchors.centerIn: parent
            name: "close"
            color: cross.ink
            size: Math.min(Theme.iconSize, Theme.mm(10))
        }
    }
}
