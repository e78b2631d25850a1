import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One search result: title, author, locations and availability.
Pressable {
    id: row

    required property int index
    required property int bibId
    required property string title
    required property string titleLanguage
    required property string byline
    required property string formatName
    required property string formatPictogram
    required property string availability
    required property string availabilityPictogram
    required property string places
    required property string callNumber
    property string position: ""

    text: title
    Accessible.name: [title, byline, formatName, availability, places, callNumber, position].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase([byline, formatName, availability, places].filter(part => part).join(", "), ""),
        Voice.code(callNumber),
        Voice.phrase(position, "")
    ]

    horizontalPadding: Theme.scale < 2 ? Theme.wideGap : Theme.gap
    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: row.formatPictogram
            color: row.accent
            size: Math.min(Theme.mm(16), Theme.iconSize * 1.5)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.mm(0.8)
            Layout.fillWidth: true

            ReadableText {
                text: row.title
                color: row.ink
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: row.byline
                visible: text !== ""
                color: row.ink
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Flow {
                id: marks

                readonly property real line: Math.max(state.rise, place.rise)

                spacing: Theme.gap
                Layout.fillWidth: true

                LabelledPictogram {
                    id: state

                    pictogram: row.availabilityPictogram
                    text: row.availability
                    color: row.ink
                    line: marks.line
                }
                LabelledPictogram {
                    id: place

                    visible: row.callNumber !== ""
                    pictogram: "place"
                    text: row.callNumber
                    isCode: true
                    color: row.ink
                    line: marks.line
                }
            }
            ReadableText {
                text: row.places
                visible: text !== ""
                color: row.ink
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
