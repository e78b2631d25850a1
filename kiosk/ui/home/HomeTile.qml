import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A large tile of the first screen for large text: a pictogram, a name and one live number.
Pressable {
    id: door

    property string pictogram: ""
    property string about: ""

    primary: true
    padding: Theme.gap
    horizontalPadding: Theme.wideGap
    fact: about

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: door.pictogram
            color: door.ink
            size: Math.round(Math.min(Theme.iconSize * 1.8, door.width * 0.14))
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            ReadableText {
                text: door.text
                color: door.ink
                font.pixelSize: Theme.titleSize
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: door.about
                visible: text !== ""
                color: door.ink
                font.pixelSize: Theme.smallSize
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
