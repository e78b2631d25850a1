import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A programme that lasts all day, as one band: it opens the details.
Pressable {
    id: band

    required property int index
    required property string title
    required property string titleLanguage
    required property string time
    required property string place
    required property string placeLanguage
    required property string pictogram
    required property bool cancelled
    required property string status
    property string position: ""

    fill: pressed ? Theme.primary : Theme.bar
    text: title
    Accessible.name: [title, time, cancelled ? status : "", place, position].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase([time, cancelled ? status : ""].filter(part => part).join(", "), ""),
        Voice.phrase(place, placeLanguage),
        Voice.phrase(position, "")
    ]

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: band.pictogram
            color: band.accent
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true

            ReadableText {
                text: band.title
                color: band.ink
                font.weight: Font.DemiBold
                font.strikeout: band.cancelled
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Flow {
                id: line

                spacing: Theme.wideGap
                Layout.fillWidth: true

                ReadableText {
                    text: band.time
                    color: band.ink
                    font.pixelSize: Theme.smallSize
                    Accessible.ignored: true
                }
                ReadableText {
                    text: band.place
                    visible: text !== ""
                    width: Math.min(implicitWidth, line.width)
                    color: band.ink
                    font.pixelSize: Theme.smallSize
                    Accessible.ignored: true
                }
                ReadableText {
                    text: band.status
                    visible: band.cancelled
                    color: band.ink
                    font.pixelSize: Theme.smallSize
                    font.weight: Font.DemiBold
                    Accessible.ignored: true
                }
            }
        }
    }
}
