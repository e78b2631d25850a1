import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A large tile of the home screen.
Pressable {
    id: door

    property string pictogram: ""
    property string about: ""

    primary: true
    padding: Theme.wideGap
    hint: about

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Rectangle {
            color: door.ink
            radius: Theme.radius * 2
            Layout.alignment: Qt.AlignVCenter
            Layout.preferredWidth: Math.min(Theme.mm(40), door.width * 0.22)
            Layout.preferredHeight: Layout.preferredWidth

            Pictogram {
                anchors.centerIn: parent
                name: door.pictogram
                color: door.fill
                size: Math.round(parent.width * 0.64)
            }
        }
        ColumnLayout {
            spacing: Theme.mm(1.5)
            Layout.fillWidth: true

            ReadableText {
                text: door.text
                color: door.ink
                font.pixelSize: Theme.titleSize
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: door.about
                color: door.ink
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
        Pictogram {
            name: "next"
            color: door.ink
            mirrorable: true
            visible: Theme.scale < 2
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
    }
}
