import QtQuick
import "../theme"

// A small pictogram with a label, which shows one property of a program, space or title.
Row {
    id: mark

    property string pictogram: ""
    property string text: ""
    property bool isCode: false
    property color color: Theme.text
    property string spokenLanguage: "" // of the text, or "" for the language of the screen
    property bool readable: false // set if no named control contains the pictogram
    readonly property real rise: words.baselineOffset
    property real line: rise // baseline from the top, so that several scripts share one baseline

    spacing: Theme.mm(1.2)
    bottomPadding: words.y

    Pictogram {
        name: mark.pictogram
        color: mark.color
        size: Math.round(Theme.smallSize * 1.1)
        y: Math.max(0, mark.line - (Theme.smallSize * 0.7 + height) / 2)
    }
    ReadableText {
        id: words

        text: mark.text
        isCode: mark.isCode
        color: mark.color
        font.pixelSize: Theme.smallSize
        lineHeight: 1.05
        y: Math.max(0, mark.line - mark.rise)
        // No layout sets the width of a parent that is not visible: it follows this text, for ever.
        room: mark.parent && mark.parent.visible ? mark.parent.width - Theme.smallSize * 1.5 : 100000
        width: Math.min(Math.ceil(natural.implicitWidth), room)
        readable: mark.readable
        language: mark.spokenLanguage
        Accessible.ignored: !mark.readable

        // The implicitWidth changes while the lines of the text are laid out in its width. The
        // metrics of the text differ from its layout: Arabic letters need more.
        Text {
            id: natural

            visible: false
            text: words.text
            textFormat: Text.PlainText
            font: words.font
            Accessible.ignored: true
        }
    }
}
