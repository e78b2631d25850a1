import QtQuick
import "../theme"

// The cover of a title: the library's picture if there is one, otherwise a drawn cover with the
// title. The colour follows the class of the call number, so that a shelf looks alike. The cover
// says nothing new: screen readers skip it.
Item {
    id: cover

    property string title: ""
    property string name: "" // the author
    property string pictogram: "" // the kind of material
    property int shade: 0 // index of the colour in Theme.accents
    property int motif: 0
    property url picture: ""

    readonly property color paint: Theme.accents[shade % Theme.accents.length]
    readonly property real letter: Math.max(Theme.mm(3.2), width * 0.108) // pixels
    readonly property bool drawn: photo.status !== Image.Ready

    implicitWidth: Theme.mm(40)
    implicitHeight: Math.round(width * 1.4)
    Accessible.ignored: true

    Rectangle {
        anchors.fill: parent
        visible: cover.drawn
        color: cover.paint
        radius: Theme.mm(1.2)
        border.color: Theme.outline
        border.width: Theme.plain ? Theme.line : 0
        clip: true

        Rectangle {
            visible: !Theme.plain
            width: Math.round(cover.width * 0.055)
            height: parent.height
            radius: parent.radius
            color: Qt.darker(cover.paint, 1.35)
        }
        Pattern {
            ground: cover.paint
            motif: cover.motif
            tile: Math.round(cover.width * 0.19)
            x: Math.round(cover.width * 0.055)
            width: parent.width - x
            height: tile * 2
            anchors.bottom: parent.bottom
        }
        ReadableText {
            id: titleText

            text: cover.title
            x: Math.round(cover.width * 0.115)
            y: Math.round(cover.width * 0.08)
            width: parent.width - x - Math.round(cover.width * 0.05)
            height: Math.min(implicitHeight, parent.height - y - author.implicitHeight - Math.round(cover.width * 0.42))
            color: Theme.accentText
            font.pixelSize: Math.round(cover.letter)
            font.weight: Font.DemiBold
            lineHeight: Theme.tallScript ? 1 : 1.08
            maximumLineCount: 4
            wrapMode: Text.WordWrap
            elide: Text.ElideRight
            clip: true
            Accessible.ignored: true
        }
        ReadableText {
            id: author

            text: cover.name
            x: titleText.x
            width: titleText.width
            anchors.top: titleText.bottom
            anchors.topMargin: Math.round(cover.width * 0.05)
            color: Theme.accentText
            font.pixelSize: Math.round(cover.letter * 0.78)
            maximumLineCount: 1
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Rectangle {
            visible: cover.pictogram !== ""
            width: Math.round(cover.width * 0.22)
            height: width
            radius: Theme.mm(0.8)
            color: Theme.accentText
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Math.round(cover.width * 0.06)

            Pictogram {
                anchors.centerIn: parent
                name: cover.pictogram
                color: cover.paint
                size: Math.round(parent.width * 0.68)
            }
        }
    }
    Image {
        id: photo

        anchors.fill: parent
        visible: !cover.drawn
        source: cover.picture
        sourceSize.width: Math.round(cover.width)
        fillMode: Image.PreserveAspectFit
        Accessible.ignored: true
    }
}
