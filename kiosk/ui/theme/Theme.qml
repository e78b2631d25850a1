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
    property bool rightToLeft: false
    property bool tallScript: false
    property string family: ""

    readonly property ColourRoles standard: ColourRoles {
        name: "standard"
        ground: "#FBF6EC"
        surface: "#FFFFFF"
        text: "#1B1B1B"
        quiet: "#4F4A40"
        outline: "#6B6A65"
        primary: "#0B4A4F"
        primaryText: "#FFFFFF"
        chosen: "#F4C95D"
        chosenText: "#1B1B1B"
        success: "#164A21"
        error: "#8C1D18"
        focus: "#B3400A"
        bar: "#EFE5D0"
        head: "#0B4A4F"
        headText: "#FFFFFF"
        good: "#D5ECEA"
        goodText: "#164A21"
        accentText: "#FFFFFF"
        accents: ["#752708", "#5A2350", "#24356B", "#3F4A12", "#6B1F2A", "#1D4D2B"]
    }
    // A dim theme, for eyes that are sensitive to glare.
    readonly property ColourRoles soft: ColourRoles {
        name: "soft"
        ground: "#D3CEC6"
        surface: "#DEDAD3"
        text: "#26231F"
        quiet: "#322E29"
        outline: "#625C54"
        primary: "#234045"
        primaryText: "#F1EEE9"
        chosen: "#B9AFA0"
        chosenText: "#1B1815"
        success: "#0F3818"
        error: "#5E1410"
        focus: "#7A2C00"
        bar: "#C6C0B6"
        head: "#234045"
        headText: "#F1EEE9"
        good: "#C3CFCB"
        goodText: "#123A1B"
        accentText: "#FFFFFF"
        accents: ["#4A2A1C", "#432638", "#2A3350", "#363B1E", "#4B242A", "#24402E"]
    }
    // A dark theme, for a dim lobby and for eyes that light hurts.
    readonly property ColourRoles night: ColourRoles {
        name: "night"
        ground: "#0F1B2D"
        surface: "#182840"
        text: "#F3F1EA"
        quiet: "#D5DAE2"
        outline: "#8797AE"
        primary: "#BFE0EC"
        primaryText: "#0B1A2B"
        chosen: "#F4C95D"
        chosenText: "#14130F"
        success: "#A9E5B5"
        error: "#FFB9AE"
        focus: "#FFB35C"
        bar: "#14233A"
        head: "#0A1422"
        headText: "#F3F1EA"
        good: "#12403F"
        goodText: "#C4F2CE"
        accentText: "#FFFFFF"
        accents: ["#5A2410", "#4B2145", "#22386B", "#3A4413", "#5C1F28", "#1C4529"]
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
        head: "#FFFFFF"
        headText: "#000000"
        good: "#FFFFFF"
        goodText: "#000000"
        accentText: "#000000"
        accents: ["#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF", "#FFFFFF"]
        plain: true
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
        head: "#000000"
        headText: "#FFEB3B"
        good: "#000000"
        goodText: "#FFEB3B"
        accentText: "#FFEB3B"
        accents: ["#000000", "#000000", "#000000", "#000000", "#000000", "#000000"]
        plain: true
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
        head: "#000000"
        headText: "#FFFFFF"
        good: "#000000"
        goodText: "#FFFFFF"
        accentText: "#FFFFFF"
        accents: ["#000000", "#000000", "#000000", "#000000", "#000000", "#000000"]
        plain: true
    }
    readonly property ColourRoles colours: {
        switch (name) {
        case soft.name:
            return soft;
        case night.name:
            return night;
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
    readonly property color head: accent && name === "standard" ? accent : colours.head
    readonly property color headText: colours.headText
    readonly property color good: colours.good
    readonly property color goodText: colours.goodText
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
    readonly property int radius: mm(3)
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
    readonly property int clockSize: Math.round(mm(8.4) * frameScale)
    // Arabic and Burmese fonts already include line spacing.
    readonly property real lineHeight: tallScript ? 1 : 1.15
    readonly property int iconSize: Math.round(mm(9) * (0.6 + 0.4 * scale))
}
