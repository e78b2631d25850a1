pragma Singleton

import QtQuick

// Colours by role, sizes in millimetres and text sizes. The root window sets the properties.
// Tests check the contrast of all roles that meet on the screen: 7:1 for text, and 3:1 for
// borders, pictograms and the focus ring (WCAG 2.2, 1.4.6 and 1.4.11).
QtObject {
    id: theme

    property string name: "standard"
    property string accent: ""  // the library's colour in the standard theme, contrast 7:1 to white
    property real scale: 1 // of the content
    property real pixelsPerMm: 3.2
    property bool wide: false // the window is in landscape
    property bool canLower: false // everything can move to the lower half of the screen
    property size keysSize: Qt.size(2560, 800) // of the on-screen keyboard
    property string enterName: "" // of the Enter key of the on-screen keyboard
    property bool rightToLeft: false
    property bool tallScript: false
    property string family: ""
    property bool showsFocus: true // false while the visitor only touches

    readonly property Palettes palettes: Palettes {}
    readonly property ColourRoles colours: palettes.named(name)

    readonly property color ground: colours.ground
    readonly property color surface: colours.surface
    readonly property color text: colours.text
    readonly property color quiet: colours.quiet
    readonly property color outline: colours.outline
    readonly property color primary: accent && name === "standard" ? accent : colours.primary
    readonly property color primaryText: colours.primaryText
    readonly property color chosen: colours.chosen
    readonly property color chosenText: colours.chosenText
    readonly property color success: colours.success
    readonly property color error: colours.error
    readonly property color focus: colours.focus
    readonly property color bar: colours.bar
    readonly property color head: accent && name === "standard" ? accent : colours.head
    readonly property color headText: colours.headText
    readonly property color good: colours.good
    readonly property color goodText: colours.goodText
    readonly property color free: colours.free
    readonly property list<color> accents: colours.accents
    readonly property color accentText: colours.accentText
    readonly property bool plain: colours.plain

    // Converts millimetres to whole pixels.
    function mm(length: real): int {
        return Math.round(length * pixelsPerMm);
    }

    readonly property int target: mm(20)         // size of main controls
    readonly property int smallTarget: mm(14)    // size if space is short; at least 12 mm
    readonly property int gap: mm(3)             // distance between targets
    readonly property int wideGap: mm(6)
    readonly property int radius: mm(5)
    readonly property int line: Math.max(2, mm(0.6))
    readonly property int focusLine: Math.max(4, mm(scale < 2 ? 1.4 : 2)) // line and gap together are less than `gap`
    readonly property int focusGap: Math.max(3, mm(0.9))

    // Capital letters are 0.71 em high: with 7.2 mm they are 5.1 mm high
    // (Section 508, 402.4: at least 4.8 mm). Headings grow less than body text.
    readonly property int bodySize: Math.round(mm(7.2) * scale)
    readonly property int smallSize: Math.round(mm(6.8) * scale)
    readonly property int headingSize: Math.round(mm(8.4) * (0.35 + 0.65 * scale) + mm(1.2))
    readonly property int titleSize: Math.round(mm(12) * (0.5 + 0.5 * scale))
    readonly property int heroSize: Math.round(mm(17) * (0.6 + 0.4 * scale))
    // The header, the bar and the keys grow less than the content, so that they leave it space.
    readonly property real frameScale: Math.min(scale, 1.6)
    readonly property int barSize: Math.round(mm(6.8) * frameScale)
    readonly property int clockSize: Math.round(mm(8.4) * frameScale)
    readonly property int barIconSize: Math.round(mm(9) * (0.4 + 0.6 * frameScale))
    // Arabic and Burmese fonts already include line spacing.
    readonly property real lineHeight: tallScript ? 1 : 1.15
    readonly property int iconSize: Math.round(mm(9) * (0.6 + 0.4 * scale))
}
