import QtQuick
import QtQuick.Layouts
import "../theme"

// A button of the bar, with a pictogram above its text.
Pressable {
    id: button

    property string pictogram: ""
    property bool mirrorable: false
    property bool brief: false // show only the pictogram

    font.pixelSize: Theme.barSize
    font.weight: primary ? Font.DemiBold : Font.Normal
    least: Theme.smallTarget

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        ColumnLayout {
            id: face

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.mm(0.6)

            Pictogram {
                name: button.pictogram
                color: button.ink
                mirrorable: button.mirrorable
                size: Math.round(Theme.barIconSize * (Theme.wide && !button.brief ? 1.3 : 1))
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: size
                Layout.preferredHeight: size
            }
            ReadableText {
                text: button.text
                visible: !button.brief
                color: button.ink
                font.pixelSize: button.font.pixelSize
                font.weight: button.font.weight
                lineHeight: 1
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
