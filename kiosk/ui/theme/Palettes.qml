import QtQuick

// The colours of the themes.
QtObject {
    id: palettes

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
        free: "#9ED4AC"
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
        free: "#97BD9F"
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
        free: "#1F6B4A"
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
        free: "#FFFFFF"
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
        free: "#000000"
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
        free: "#000000"
        accentText: "#FFFFFF"
        accents: ["#000000", "#000000", "#000000", "#000000", "#000000", "#000000"]
        plain: true
    }

    readonly property list<ColourRoles> all: [standard, soft, night, blackOnWhite, yellowOnBlack, whiteOnBlack]

    // Returns the colours of a theme, or the standard ones if there is no such theme.
    function named(name: string): ColourRoles {
        for (let index = 0; index < all.length; index++) {
            if (all[index].name === name)
                return all[index];
        }
        return standard;
    }
}
