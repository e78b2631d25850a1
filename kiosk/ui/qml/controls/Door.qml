import QtQuick
import QtQuick.Layouts
import "../theme"

// One of the big choices of the first screen.
Pressable {
    id: door

    property string pictogram: ""
    property string about: ""

    strong: true
    padding: Theme.wideGap
    hint: about

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Icon {
            name: door.pictogram
            color: door.ink
            size: Math.min(Theme.mm(26), door.width * 0.22)
            Layout.alignment: Qt.AlignVCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ColumnLayout {
            spacing: Theme.mm(1.5)
            Layout.fillWidth: true

            Words {
                text: door.text
                color: door.ink
                font.pixelSize: Theme.titleSize
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Words {
                text: door.about
                color: door.ink
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
        Icon {
            name: "next"
            color: door.ink
            mirrorable: true
            visible: Theme.scale < 2
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
    }
}
