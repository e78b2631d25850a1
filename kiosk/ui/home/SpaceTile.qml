import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A space that is free: until when, its name and size, and "use now". A space that is free only
// later leads to its times.
Pressable {
    id: tile

    required property int index
    required property string code
    required property string name
    required property string nameLanguage
    required property string until
    required property string about
    required property bool free
    required property string pictogram
    property bool flat: false // the band is beside the name

    readonly property string offer: free ? I18n.trc("home", "Use now") : I18n.trc("home", "See the times")

    objectName: "use-now-" + index
    text: name
    Accessible.name: [name, until, about, offer].filter(part => part).join(", ")
    spoken: [Voice.phrase(name, nameLanguage), Voice.phrase([until, about, offer].filter(part => part).join(", "), "")]
    padding: 0

    contentItem: Item {
        implicitHeight: tile.flat ? Math.max(band.implicitHeight, words.implicitHeight + Theme.gap * 2) : band.implicitHeight + words.implicitHeight + Theme.gap * 2

        Rectangle {
            id: band

            anchors.left: parent.left
            anchors.top: parent.top
            width: tile.flat ? Math.round(parent.width * 0.4) : parent.width
            height: tile.flat ? parent.height : implicitHeight
            implicitHeight: freeTime.implicitHeight + Theme.mm(8)
            color: tile.free ? Theme.good : Theme.bar
            topLeftRadius: tile.flat && tile.mirrored ? 0 : tile.rounding
            topRightRadius: tile.flat && !tile.mirrored ? 0 : tile.rounding
            bottomLeftRadius: tile.flat && !tile.mirrored ? tile.rounding : 0
            bottomRightRadius: tile.flat && tile.mirrored ? tile.rounding : 0
            border.color: Theme.outline
            border.width: Theme.line

            RowLayout {
                anchors.verticalCenter: parent.verticalCenter
                x: Theme.gap
                width: parent.width - Theme.gap * 2
                spacing: Theme.mm(2)

                Pictogram {
                    name: tile.pictogram
                    color: freeTime.color
                    size: Math.round(Theme.iconSize * 1.1)
                    Layout.preferredWidth: size
                    Layout.preferredHeight: size
                }
                ReadableText {
                    id: freeTime

                    text: tile.until
                    color: tile.free ? Theme.goodText : Theme.text
                    font.weight: Font.DemiBold
                    lineHeight: 1
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
            }
        }
        ColumnLayout {
            id: words

            anchors.left: tile.flat ? band.right : parent.left
            anchors.right: parent.right
            anchors.leftMargin: Theme.gap * 1.2
            anchors.rightMargin: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: tile.flat ? 0 : band.height / 2
            spacing: Theme.mm(0.6)

            ReadableText {
                text: tile.name
                color: tile.ink
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: tile.about
                color: tile.pressed ? tile.ink : Theme.quiet
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.mm(2)
                Layout.fillWidth: true

                ReadableText {
                    text: tile.offer
                    color: tile.accent
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
                Pictogram {
                    name: "next"
                    color: tile.accent
                    mirrorable: true
                    size: Math.round(Theme.iconSize * 0.8)
                    Layout.preferredWidth: size
                    Layout.preferredHeight: size
                }
            }
        }
    }
}
