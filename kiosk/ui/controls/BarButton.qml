import QtQuick
import QtQuick.Layouts
import "../theme"

// A button with a pictogram above its text.
Pressable {
    id: button

    property string pictogram: ""
    property bool mirrorable: false
    property bool brief: false

    font.pixelSize: Theme.smallSize

    contentItem: Item {
        implicitWidth: face.implicitWidth
        implicitHeight: face.implicitHeight

        ColumnLayout {
            id: face

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            spacing: Theme.mm(1)

            Pictogram {
                name: button.pictogram
                color: button.ink
                mirrorable: button.mirrorable
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: size
                Layout.preferredHeight: size
            }
            ReadableText {
                text: button.text
                visible: !button.brief
                color: button.ink
                font.pixelSize: button.font.pixelSize
                lineHeight: 1
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
