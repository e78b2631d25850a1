import QtQuick
import "../theme"

// The cover of a title: its picture if the kiosk has one, otherwise a drawn cover with the title.
// Both have the same form and come from one image, so nothing jumps. The colour follows the class
// of the call number, so that a shelf looks alike. The cover says nothing new: screen readers skip
// it.
Item {
    id: cover

    property string title: ""
    property string name: "" // the author
    property string pictogram: "" // the kind of material
    property int shade: 0 // index of the colour in Theme.accents
    property int motif: 0
    property string picture: "" // the hash of the picture, "" for a drawn cover
    property bool named: false // no text beside the cover says the title

    readonly property color paint: Theme.accents[shade % Theme.accents.length]
    readonly property real letter: Math.max(Theme.mm(3.6), width * 0.118) // pixels
    // The name is smaller than the title, and left out if its capital letters are under 3 mm.
    readonly property string author: letter * 0.55 < Theme.mm(3) ? "" : name
    readonly property string frame: Theme.plain ? hex(Theme.outline) : ""
    // With large text or in a two-colour theme, the title is written below the picture too.
    readonly property bool captioned: named && (Theme.plain || Theme.scale > 1)
    readonly property string words: JSON.stringify([title, author, pictogram, motif, hex(paint), hex(Theme.accentText), frame, Math.round(letter), picture, captioned])

    // Returns a colour as "#rrggbb".
    function hex(colour: color): string {
        return "#" + String(colour).slice(-6);
    }

    // Draws the cover once for all changes: the width changes while the layout is being built.
    function draw() {
        board.sourceSize = Qt.size(Math.round(width), Math.round(height));
        board.source = width > 0 ? "image://cover/" + encodeURIComponent(words) : "";
    }

    onWordsChanged: Qt.callLater(draw)
    onWidthChanged: Qt.callLater(draw)
    onHeightChanged: Qt.callLater(draw)
    Component.onCompleted: Qt.callLater(draw)
    implicitWidth: Theme.mm(40)
    implicitHeight: Math.round(width * 1.4)
    Accessible.ignored: true

    Image {
        id: board

        anchors.fill: parent
        Accessible.ignored: true
    }
}
