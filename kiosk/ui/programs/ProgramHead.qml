import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The drawn poster of a programme: the colour and the pattern of its kind, a pictogram and the
// time. The time stands beside the pattern, never on it.
Rectangle {
    id: head

    required property string pictogram
    required property string time
    required property int shade
    required property int motif
    property string day: ""
    property bool lying: false // one line, above the title
    property real rounding: Theme.radius

    readonly property color paint: Theme.accents[shade % Theme.accents.length]
    readonly property int strip: lying || Theme.plain ? 0 : Theme.mm(16)

    implicitWidth: words.implicitWidth + Theme.wideGap * 2
    implicitHeight: words.implicitHeight + Theme.gap * 2 + strip
    color: paint
    border.color: Theme.outline
    border.width: Theme.plain ? Theme.line : 0
    radius: rounding

    Pattern {
        ground: head.paint
        motif: head.motif
        tile: Math.max(8, head.strip / 2)
        height: head.strip
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.mm(1)
    }
    GridLayout {
        id: words

        columns: head.lying ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.mm(1.5)
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.gap
        anchors.topMargin: Theme.gap + (head.lying ? 0 : Math.max(0, (head.height - head.strip - implicitHeight - Theme.gap * 2) / 2))

        Pictogram {
            name: head.pictogram
            color: Theme.accentText
            size: head.lying ? Theme.iconSize : Math.round(Theme.iconSize * 1.6)
            Layout.alignment: head.lying ? Qt.AlignVCenter : Qt.AlignHCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: [head.day, head.time].filter(part => part).join("\n")
            readable: head.day !== ""
            color: Theme.accentText
            font.pixelSize: Theme.headingSize
            font.weight: Font.Bold
            horizontalAlignment: head.lying ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: Theme.tallScript ? 1 : 1.05
            Accessible.ignored: !readable
            Layout.fillWidth: true
        }
    }
}
