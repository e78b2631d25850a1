import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One programme in the list: its poster with the time, its title and place, the seats that
// are left, and the action. The whole tile opens the programme; the button registers at once.
Pressable {
    id: tile

    required property int index
    required property string title
    required property string titleLanguage
    required property string time
    required property string place
    required property string placeLanguage
    required property string about
    required property string pictogram
    required property int shade
    required property int motif
    required property string status
    required property bool good
    required property string offer
    required property string refusal
    required property bool cancelled
    property string position: ""
    property bool beside: false // the details are shown beside the list

    readonly property bool stacked: Theme.scale >= 1.75 || width < Theme.mm(150)

    signal register

    padding: beside ? Theme.line * 2 : Theme.line
    text: title
    Accessible.name: [title, time, status, place, about, position].filter(part => part).join(", ")
    hint: I18n.trc("programs", "Details")
    spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase([time, status].filter(part => part).join(", "), ""),
        Voice.phrase(place, placeLanguage),
        Voice.phrase([about, position].filter(part => part).join(", "), "")
    ]

    Rectangle { // the frame of the programme that is shown beside the list
        visible: tile.beside
        anchors.fill: parent
        color: "transparent"
        radius: tile.rounding
        border.color: Theme.primary
        border.width: Theme.line * 2
    }

    contentItem: GridLayout {
        columns: tile.stacked ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0

        ProgramHead {
            id: head

            pictogram: tile.pictogram
            time: tile.time
            shade: tile.shade
            motif: tile.motif
            lying: tile.stacked
            rounding: tile.rounding - Theme.line
            // As wide as the time, which must not be broken.
            Layout.preferredWidth: tile.stacked ? -1 : Math.round(Math.max(tile.width * 0.28, Math.min(implicitWidth, tile.width * 0.45)))
            Layout.fillWidth: tile.stacked
            Layout.fillHeight: !tile.stacked
        }
        ColumnLayout {
            spacing: Theme.mm(1)
            Layout.fillWidth: true
            Layout.margins: Theme.gap
            Layout.leftMargin: tile.stacked ? Theme.gap : Theme.wideGap

            ReadableText {
                text: tile.title
                color: tile.ink
                font.pixelSize: Theme.headingSize
                font.weight: Font.DemiBold
                font.strikeout: tile.cancelled
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: tile.place
                visible: text !== ""
                color: tile.ink
                lineHeight: Theme.tallScript ? 1 : 1.1
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: tile.about
                visible: text !== ""
                color: tile.pressed ? tile.ink : Theme.quiet
                font.pixelSize: Theme.smallSize
                lineHeight: Theme.tallScript ? 1 : 1.1
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            RefusalMessage {
                objectName: "refusal-" + tile.index
                text: tile.refusal
                Layout.fillWidth: true
            }
            TileActions {
                tile: tile
                Layout.fillWidth: true
                Layout.topMargin: Theme.mm(1.5)
            }
        }
    }
}
