pragma Singleton

import QtQuick

// Colours by role, sizes in millimetres and text sizes. The root window sets the properties.
// Tests check the contrast of all roles that meet on the screen: 7:1 for text, and 3:1 for
// borders, pictograms and the focus ring (WCAG 2.2, 1.4.6 and 1.4.11).
QtObject {
    id: theme

    property string name: "standard"
    property string accent: ""  // the library's colour in the standard theme, contrast 7:1 to white
    property real scale: 1
    property real pixelsPerMm: 3.2
    property bool rightToLeft: false
    property bool tallScript: false
    property string family: ""

    readonly property ColourRoles standard: ColourRoles {
        name: "standard"
        ground: "#F7F3EA"
        surface: "#FFFFFF"
        text: "#1B1B1B"
        quiet: "#4A4A48"
        outline: "#6B6A65"
        primary: "#0B4A4F"
        primaryText: "#FFFFFF"
        chosen: "#D5ECEA"
        chosenText: "#06383C"
        success: "#1D5B2A"
        error: "#8C1D18"
        focus: "#B3400A"
        bar: "#E9E2D3"
    }
    // A dim and warm theme, for eyes that are sensitive to glare.
    readonly property ColourRoles soft: ColourRoles {
        name: "soft"
        ground: "#D6C9A8"
        surface: "#DFD4B8"
        text: "#332817"
        quiet: "#3D3220"
        outline: "#6A5B40"
        primary: "#453013"
        primaryText: "#E6DCC3"
        chosen: "#BBA980"
        chosenText: "#231808"
        success: "#173F1E"
        error: "#5E1410"
        focus: "#8A3200"
        bar: "#CBBD99"
    }
    readonly property ColourRoles blackOnWhite: ColourRoles {
        name: "black-on-white"
        ground: "#FFFFFF"
        surface: "#FFFFFF"
        text: "#000000"
        quiet: "#000000"
        outline: "#000000"
        primary: "#000000"
        primaryText: "#FFFFFF"
        chosen: "#000000"
        chosenText: "#FFFFFF"
        success: "#000000"
        error: "#000000"
        focus: "#000000"
        bar: "#FFFFFF"
    }
    readonly property ColourRoles yellowOnBlack: ColourRoles {
        name: "yellow-on-black"
        ground: "#000000"
        surface: "#000000"
        text: "#FFEB3B"
        quiet: "#FFEB3B"
        outline: "#FFEB3B"
        primary: "#FFEB3B"
        primaryText: "#000000"
        chosen: "#FFEB3B"
        chosenText: "#000000"
        success: "#FFEB3B"
        error: "#FFEB3B"
        focus: "#FFFFFF"
        bar: "#000000"
    }
    readonly property ColourRoles whiteOnBlack: ColourRoles {
        name: "white-on-black"
        ground: "#000000"
        surface: "#000000"
        text: "#FFFFFF"
        quiet: "#FFFFFF"
        outline: "#FFFFFF"
        primary: "#FFFFFF"
        primaryText: "#000000"
        chosen: "#FFFFFF"
        chosenText: "#000000"
        success: "#FFFFFF"
        error: "#FFFFFF"
        focus: "#FFEB3B"
        bar: "#000000"
    }
    readonly property ColourRoles colours: {
        switch (name) {
        case soft.name:
            return soft;
        case blackOnWhite.name:
            return blackOnWhite;
        case yellowOnBlack.name:
            return yellowOnBlack;
        case whiteOnBlack.name:
            return whiteOnBlack;
        default:
            return standard;
        }
    }

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

    // Converts millimetres to whole pixels.
    function mm(length: real): int {
        return Math.round(length * pixelsPerMm);
    }

    readonly property int target: mm(20)         // size of main controls
    readonly property int smallTarget: mm(14)    // size if space is short; at least 12 mm
    readonly property int gap: mm(3)             // distance between targets
    readonly property int wideGap: mm(6)
    readonly property int radius: mm(3)
    readonly property int line: Math.max(2, mm(0.6))
    readonly property int focusLine: Math.max(4, mm(scale < 2 ? 1.4 : 2)) // line and gap together are less than `gap`
    readonly property int focusGap: Math.max(3, mm(0.9))

    // Capital letters are 0.71 em high: with 7.2 mm they are 5.1 mm high
    // (Section 508, 402.4: at least 4.8 mm). Headings grow less than body text.
    readonly property int bodySize: Math.round(mm(7.2) * scale)
    readonly property int smallSize: Math.round(mm(6.8) * scale)
    readonly property int headingSize: Math.round(mm(8.4) * (0.35 + 0.65 * scale) + mm(1.2))
    readonly property int titleSize: Math.round(mm(11) * (0.5 + 0.5 * scale))
    // Arabic and Burmese fonts already include line spacing.
    readonly property real lineHeight: tallScript ? 1 : 1.15
    readonly property int iconSize: Math.round(mm(9) * (0.6 + 0.4 * scale))
}
