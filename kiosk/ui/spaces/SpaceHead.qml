import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The head of a space's page: a drawn picture, the name, the size and level, and the state.
FramedBox {
    id: head

    required property SpaceDetails space
    readonly property alias heading: name

    implicitHeight: words.implicitHeight + Theme.wideGap * 2
    Layout.fillWidth: true

    Rectangle {
        id: picture

        visible: Theme.scale < 2
        // The width must not follow the height: the texts would wrap again and again, for ever.
        width: visible ? Math.min(Theme.mm(56), Math.round(parent.width * 0.3)) : 0
        height: parent.height
        x: Theme.rightToLeft ? parent.width - width : 0
        color: Theme.accents[head.space.shade % Theme.accents.length]
        radius: Theme.radius
        border.color: Theme.outline
        border.width: Theme.line
        clip: true

        Pattern {
            ground: picture.color
            motif: head.space.shade
            anchors.fill: parent
            anchors.margins: Theme.line
            tile: Math.round(picture.width / 3)
        }
        Pictogram {
            anchors.centerIn: parent
            name: head.space.pictogram
            color: Theme.accentText
            size: Theme.mm(24)
        }
    }
    ColumnLayout {
        id: words

        x: Theme.rightToLeft ? Theme.wideGap : picture.width + Theme.wideGap
        y: Theme.wideGap
        width: parent.width - picture.width - Theme.wideGap * 2
        spacing: Theme.mm(1)

        Heading {
            id: name

            objectName: "space-name"
            text: head.space.name
            language: head.space.nameLanguage
            font.pixelSize: Theme.titleSize
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: head.space.about
            readable: true
            Layout.fillWidth: true
        }
        EquipmentMarks {
            equipment: head.space.equipment
            visible: Theme.scale < 2
        }
    }
}
