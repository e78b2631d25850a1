import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// What a visitor can do here. It looks like a button, but a touch anywhere does the same.
Rectangle {
    id: verb

    property alias text: label.text
    property string pictogram

    color: Theme.chosen
    radius: Theme.radius * 1.5
    implicitHeight: face.implicitHeight + Theme.wideGap * 2
    Layout.fillWidth: true
    Layout.fillHeight: true

    ColumnLayout {
        id: face

        anchors.centerIn: parent
        width: parent.width - Theme.gap * 2
        spacing: Theme.gap

        Pictogram {
            name: verb.pictogram
            color: Theme.chosenText
            size: Math.round(Theme.iconSize * 1.8)
            Layout.alignment: Qt.AlignHCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            id: label

            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            lineHeight: Theme.tallScript ? 1 : 1.05
            color: Theme.chosenText
            font.weight: Font.DemiBold
            font.pixelSize: Theme.headingSize
        }
    }
}
