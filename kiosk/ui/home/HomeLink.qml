import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A smaller tile of the first screen: a pictogram, a name and a line about it.
Pressable {
    id: link

    property string pictogram: ""
    readonly property bool stacked: Theme.scale > 1.25 // the pictogram is above the name

    fill: pressed ? Theme.primary : Theme.bar
    horizontalPadding: Theme.gap * 1.5

    contentItem: GridLayout {
        columns: link.stacked ? 1 : 2
        columnSpacing: Theme.gap * 1.5
        rowSpacing: Theme.mm(1)

        Pictogram {
            name: link.pictogram
            color: link.accent
            size: Math.round(Theme.iconSize * 1.2)
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            ReadableText {
                text: link.text
                color: link.ink
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                horizontalAlignment: link.stacked ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: link.hint
                visible: text !== "" && !link.stacked
                color: link.pressed ? link.ink : Theme.quiet
                font.pixelSize: Theme.smallSize
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
