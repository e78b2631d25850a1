import QtQuick
import QtQuick.Layouts
import "../theme"

// A button with a pictogram in front of its text.
Pressable {
    id: button

    property string pictogram: ""
    property bool mirrorable: false
    property bool brief: false // show only the pictogram
    property bool centred: true
    property int pictogramSize: Theme.iconSize

    leftPadding: Theme.gap * 1.5
    rightPadding: Theme.gap * 1.5
    font.pixelSize: Theme.bodySize

    contentItem: RowLayout {
        spacing: Theme.gap

        Item {
            visible: button.centred
            Layout.fillWidth: true
        }
        Pictogram {
            visible: button.pictogram !== ""
            name: button.pictogram
            color: button.ink
            mirrorable: button.mirrorable
            size: button.pictogramSize
            Layout.alignment: Qt.AlignVCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            readonly property real most: button.width - button.leftPadding - button.rightPadding - (button.pictogram ? button.pictogramSize + Theme.gap : 0)

            text: button.text
            room: most
            visible: !button.brief
            color: button.ink
            font.pixelSize: button.font.pixelSize
            font.weight: button.primary ? Font.DemiBold : button.font.weight
            Accessible.ignored: true
            Layout.fillWidth: !button.centred
            Layout.maximumWidth: most
        }
        Item {
            visible: button.centred
            Layout.fillWidth: true
        }
    }
}
