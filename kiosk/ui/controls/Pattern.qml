import QtQuick
import "../theme"

// A static batik pattern behind a head, a cover or a tile, slightly lighter than `ground`. It is
// decoration: screen readers skip it, and the themes of two colours do not show it.
Image {
    required property color ground // the colour behind the pattern
    property bool underText: false // text of the head lies on the pattern: the library's own colour gets a darker one
    property int motif: 0
    property int tile: Theme.mm(15)
    readonly property list<string> motifs: ["kawung", "tumpal", "mega-mendung", "ceplok", "parang", "truntum"]
    readonly property color ink: Qt.tint(ground, underText && Theme.accent ? "#28000000" : "#18FFFFFF")

    visible: !Theme.plain
    fillMode: Image.Tile
    horizontalAlignment: Image.AlignLeft
    verticalAlignment: Image.AlignTop
    sourceSize: Qt.size(tile, tile)
    source: "image://pattern/" + motifs[motif % motifs.length] + "/" + String(ink).slice(-6)
    Accessible.ignored: true
}
