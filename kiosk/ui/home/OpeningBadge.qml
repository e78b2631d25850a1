import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The opening hours at this moment, as a pill.
Rectangle {
    id: badge

    property alias text: words.text
    property bool isOpen: false

    implicitWidth: row.implicitWidth + Theme.mm(10) + 1
    implicitHeight: Math.max(Theme.mm(11), row.implicitHeight + Theme.mm(2))
    radius: height / 2
    color: Theme.surface
    border.color: Theme.outline
    border.width: Theme.plain ? Theme.line : 0

    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.mm(5)
        width: parent.width - Theme.mm(10)
        spacing: Theme.mm(2)

        Pictogram {
            name: badge.isOpen ? "available" : "clock"
            color: words.color
            size: Math.round(Theme.iconSize * 0.8)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            id: words

            color: badge.isOpen ? Theme.success : Theme.text
            font.weight: Font.DemiBold
            readable: true
            lineHeight: 1
            Layout.fillWidth: true
        }
    }
}
