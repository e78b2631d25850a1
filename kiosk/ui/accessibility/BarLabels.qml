import QtQuick
import "../theme"

// The text size and the widths of the buttons of the bar, so that no word is broken: a longer
// word takes the width of the others, and if all are long, all texts become smaller.
Item {
    id: labels

    required property list<string> texts
    required property int room // pixels for all texts in a row, or for each text if `stacked`
    required property bool stacked

    readonly property list<real> words: texts.map(text => Math.max(...text.split(/[\s\u200b]+/).map(word => metrics.advanceWidth(word))) / 100 * Theme.barSize * 1.03)
    readonly property real widest: Math.max(...words)
    readonly property real all: words.reduce((sum, width) => sum + width, 0)
    readonly property real fit: Math.min(1, room / (stacked ? widest : all))
    readonly property int size: Math.floor(Theme.barSize * fit) // of the text, in pixels

    // Returns the width for the text at `place` in a row: an equal share, or what its words need.
    function share(place: int): real {
        let room = labels.room;
        let left = texts.length;
        for (const need of [...words].map(width => width * fit).sort((a, b) => b - a)) {
            if (need <= room / left)
                break;
            room -= need;
            left -= 1;
        }
        return Math.floor(Math.max(words[place] * fit, left ? room / left : 0));
    }

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }
}
