import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One search result: the cover, the title, the author and one band that says where the title is.
Pressable {
    id: row

    required property int index
    required property int bibId
    required property string title
    required property string titleLanguage
    required property string author
    required property string year
    required property string byline
    required property string formatName
    required property string formatPictogram
    required property string availability
    required property string availabilityPictogram
    required property bool good
    required property string callNumber
    required property int shade
    required property int motif
    required property string picture
    property string position: ""

    text: title
    Accessible.name: [title, availability, byline, formatName, callNumber, position].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase(availability, ""),
        Voice.phrase(author, titleLanguage),
        Voice.phrase([year, formatName].filter(part => part).join(", "), ""),
        Voice.code(callNumber),
        Voice.phrase(position, "")
    ]

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Cover {
            visible: row.width > Theme.bodySize * 14
            title: row.title
            name: row.author
            pictogram: row.formatPictogram
            shade: row.shade
            motif: row.motif
            picture: row.picture
            Layout.preferredWidth: Theme.mm(30)
            Layout.preferredHeight: implicitHeight
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.mm(1)
            Layout.fillWidth: true

            ReadableText {
                text: row.title
                color: row.ink
                font.pixelSize: Math.round(Theme.bodySize * 1.08)
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: row.byline
                visible: text !== ""
                color: row.pressed || row.checked ? row.ink : Theme.quiet
                font.pixelSize: Theme.smallSize
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            StatusBand {
                pictogram: row.availabilityPictogram
                text: row.availability
                trailing: row.callNumber
                isCode: true
                good: row.good
                Layout.fillWidth: true
            }
        }
    }
}
