import QtQuick
import QtQuick.Layouts
import "../theme"

// A text that wraps between words and never within one. If a word is wider than `room`, the whole
// text is shown a step smaller, but not below `leastSize`; only then is such a word broken. If
// `readable` is true, the text can receive the focus while speech is on.
Text {
    id: words

    property bool readable: false
    property string language: ""
    property bool isCode: false // a code or a call number, whose zeros are slashed
    property real room: width // pixels for the longest word
    // Capital letters stay at least 4.8 mm high, and 60 % of the chosen size.
    property int leastSize: Math.min(size, Math.max(Theme.mm(6.8), Math.round(size * 0.6)))

    // Burmese, Khmer, Lao and Thai have no spaces between words, and Qt breaks them anywhere.
    readonly property bool unspaced: /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\uA9E0-\uA9FF\uAA60-\uAADF]/.test(text)
    // Times and numbers must not be broken either.
    readonly property bool guarded: (unspaced || /[\d\u0660-\u0669\u06F0-\u06F9]/.test(text)) && !/[\uD800-\uDFFF]/.test(text)
    property list<real> lines: [] // widths of the lines of a guarded text, in pixels
    property string planned: "" // what `lines` are for
    property int size: font.pixelSize // the chosen size, in pixels
    property int fitted: 0 // the smaller size that is shown, 0 if the text has its chosen size
    property string fittedIn: "" // the place and text for which the size was chosen
    property bool fitting: false
    property bool stuffed: false // a word is too wide even in the smallest size
    readonly property bool anywhere: wrapMode === Text.WrapAnywhere
    readonly property bool steered: guarded && (wrapMode === Text.WordWrap || unspaced && anywhere)

    // Makes the text smaller, or larger again, so that its widest word fits.
    function fit() {
        if (!Window.window || !I18n.translator || room <= 0 || maximumLineCount === 1 || placeKey() === fittedIn)
            return;
        const chosen = size;
        stuffed = false;
        fitting = true;
        let shown = I18n.translator.lineBreaker.fit(words, chosen, 100000, leastSize);
        if (width < implicitWidth) // no width of its own follows the text
            shown = I18n.translator.lineBreaker.fit(words, chosen, room, leastSize);
        fitted = shown < chosen ? shown : 0;
        size = chosen;
        stuffed = contentWidth > room + 1;
        planLines(); // for the size that is shown now
        fittedIn = placeKey();
        fitting = false;
    }

    function placeKey(): string {
        return [width, room, size, text].join("|");
    }

    function fitSoon() {
        if (!fitting && (fitted || stuffed || contentWidth > room + 1))
            Qt.callLater(fit);
    }

    function layoutKey(): string {
        return [width, font.pixelSize, font.weight, text].join("|");
    }

    // Computes the widths of the lines after Qt's first layout, which gives the true implicitWidth.
    // A text that has left the window is about to be destroyed, and its functions no longer work.
    function plan() {
        if (Window.window && layoutKey() !== planned && planLines() && I18n.translator.lineBreaker.splits(text, font, width, anywhere))
            fit();
    }

    function planLines(): bool {
        if (!steered || width <= 0 || !I18n.translator || !Window.window)
            return false;
        planned = layoutKey();
        lines = I18n.translator.lineBreaker.widths(text, font, width, anywhere);
        if (lines.some(wide => wide !== width))
            forceLayout();
        return true;
    }

    // Gives the line the width of its words.
    function breakLine(line: var) {
        if (line.width > 100000)
            return;
        if (line.number === 0 && layoutKey() !== planned) {
            planned = "";
            lines = [];
            if (!fitting) // else `fit` plans the lines when the size is found
                Qt.callLater(plan);
        }
        const wide = lines[line.number] ?? width;
        if (wide === width)
            return;
        line.width = wide;
        if (effectiveHorizontalAlignment === Text.AlignHCenter)
            line.x = (width - wide) / 2;
        else if (effectiveHorizontalAlignment === Text.AlignRight)
            line.x = width - wide;
    }

    // A layout that has more space gives it to a text that is shown smaller.
    Layout.preferredWidth: fitted ? Math.ceil(implicitWidth * size / fitted) + 2 : -1
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    font.features: isCode ? ({zero: 1}) : ({})
    wrapMode: unspaced && guarded ? Text.WrapAnywhere : stuffed ? Text.Wrap : Text.WordWrap
    textFormat: Text.PlainText
    lineHeight: Theme.lineHeight
    horizontalAlignment: Text.AlignLeft
    onLineLaidOut: line => {
        if (steered)
            breakLine(line);
    }
    onContentWidthChanged: () => fitSoon()
    onRoomChanged: fitSoon()
    onTextChanged: () => fitSoon()
    onFontChanged: () => {
        if (fitting)
            return;
        fittedIn = "";
        if (font.pixelSize === fitted)
            return;
        size = font.pixelSize;
        fitted = 0;
    }
    // The text stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: readable && Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: words
    }
}
