import QtQuick
import "../controls"
import "../theme"

// A title as its cover, which opens the title.
Pressable {
    id: tile

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
    required property string callNumber
    required property int shade
    required property int motif
    required property string picture
    property int side: Theme.mm(44) // width in pixels

    text: title
    Accessible.name: [title, availability, callNumber, byline, formatName].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase(availability, ""),
        Voice.code(callNumber),
        Voice.phrase(author, titleLanguage),
        Voice.phrase([year, formatName].filter(part => part).join(", "), "")
    ]
    padding: 0
    fill: pressed ? Theme.primary : "transparent"
    quiet: true

    // The size does not depend on whether the tile is pressed: otherwise the grid would be laid out
    // again in the middle of a tap.
    contentItem: Item {
        implicitWidth: tile.side
        implicitHeight: Math.round(tile.side * 1.4)

        Cover {
            anchors.fill: parent
            anchors.margins: tile.pressed ? Theme.mm(1) : 0
            title: tile.title
            name: tile.author
            pictogram: tile.formatPictogram
            shade: tile.shade
            motif: tile.motif
            picture: tile.picture
            named: true
        }
    }
}
