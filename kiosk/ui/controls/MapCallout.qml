import QtQuick
import QtQuick.Layouts
import "../theme"

// A label on a map that stands out from everything below it.
Rectangle {
    id: callout

    property string text: ""
    property string pictogram: ""
    property color ink: Theme.text
    property real mostWidth: 1000
    property rect room // on the floor, in metres; empty if there is none

    implicitWidth: Math.min(mostWidth, row.implicitWidth + Theme.mm(4))
    implicitHeight: row.implicitHeight + Theme.mm(1)
    width: implicitWidth
    height: implicitHeight
    color: Theme.surface
    radius: Theme.radius
    border.color: ink
    border.width: Theme.line
    Accessible.ignored: true

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, callout.mostWidth - Theme.mm(4))
        spacing: Theme.mm(1)

        Pictogram {
            visible: name !== ""
            name: callout.pictogram
            color: callout.ink
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: callout.text
            font.pixelSize: Theme.smallSize
            font.weight: Font.DemiBold
            Accessible.ignored: true
            Layout.fillWidth: true
            Layout.maximumWidth: callout.mostWidth
        }
    }
}
