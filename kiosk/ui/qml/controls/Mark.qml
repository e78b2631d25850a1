import QtQuick
import "../theme"

// A small pictogram with its words: a property of the thing it stands in.
Row {
    id: mark

    property string pictogram: ""
    property string text: ""
    property color color: Theme.text
    property bool readable: false // where it stands alone, not in a control with a name

    spacing: Theme.mm(1.2)

    Icon {
        name: mark.pictogram
        color: mark.color
        size: Math.round(Theme.smallSize * 1.1)
        y: Math.max(0, (words.implicitHeight / words.lineCount - height) / 2)
    }
    Words {
        id: words

        text: mark.text
        color: mark.color
        font.pixelSize: Theme.smallSize
        lineHeight: 1.05
        width: Math.min(implicitWidth, (mark.parent ? mark.parent.width : 0) - Theme.smallSize * 1.5)
        readable: mark.readable
        Accessible.ignored: !mark.readable
    }
}
