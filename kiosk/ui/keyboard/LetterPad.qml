pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// A letter pad for keypads without letter keys. The first row offers what can come next. The left
// and right keys move by one key, the up and down keys by one row, and Enter types. Keys with
// letters and Backspace work as in the field; digits type words as on a telephone.
ColumnLayout {
    id: pad

    required property list<string> letters
    property LetterOffers offers: null   // null for a field that is not searched
    readonly property Item slot: found   // for the titles found, if they are few
    property string status: ""           // the number of titles
    property string spelled: ""          // what was typed so far
    readonly property list<string> alphabet: all.alphabet
    readonly property bool words: offers !== null && offers.areWords
    readonly property Item firstOffer: row.count ? row.itemAt(0) : null
    property Item typedAt: null          // the key that was used last
    property bool switched: false        // to the other letters of the language

    signal typed(string letter)
    signal composed(string text) // the whole text
    signal erased

    // Moves the focus to the first key; the first offers have to be counted before.
    function take() {
        offers && !offers.offers.length ? mark() : land();
    }

    function land() {
        (firstOffer && firstOffer.visible ? firstOffer : all.firstKey).forceActiveFocus(Qt.TabFocusReason);
    }

    // While the pad is open, the offers are counted.
    function begin() {
        if (offers)
            offers.start(visible ? alphabet : []);
    }

    function choose(index: int) {
        const offer = offers.offers[index];
        const word = words;
        mark();
        if (!word)
            return typed(offer);
        Voice.echo(offer, false, false);
        composed(offers.choose(index));
    }

    function type(letter: string) {
        mark();
        typed(letter);
    }

    function erase() {
        mark();
        if (!offers || !offers.erase())
            erased();
    }

    function mark() {
        typedAt = Window.activeFocusItem;
    }

    spacing: Theme.gap
    onVisibleChanged: begin()
    onAlphabetChanged: if (visible)
        begin()
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Backspace)
            pad.erase();
        else if (/^\d$/.test(event.text) && pad.offers && pad.offers.press(event.text))
            pad.mark();
        else if (event.text > " " && event.text !== "\x7f")
            pad.type(event.text);
        else
            event.accepted = false;
    }

    Connections {
        target: pad.offers

        // After a key, the focus returns to the first offer, which is read after that key.
        function onChanged() {
            const from = pad.typedAt;
            pad.typedAt = null;
            if (!from || from !== pad.Window.activeFocusItem || !pad.visible)
                return;
            if (from === pad.firstOffer && from.visible)
                Voice.describe(from);
            else
                pad.land();
        }

        function onComposed(text: string) {
            pad.composed(text);
        }
    }

    RowLayout {
        spacing: Theme.gap
        Layout.fillWidth: true

        ReadableText {
            objectName: "letters-found"
            text: pad.status
            visible: text !== ""
            font.pixelSize: Theme.smallSize
            readable: true
            Layout.fillWidth: true
        }
        // One step above the first letters, because a title in other letters begins with it.
        LetterKey {
            objectName: "letter-switch"
            letter: (pad.switched ? pad.letters : all.others).slice(0, 3).join(" ")
            spelled: pad.spelled
            visible: all.others.length > 0
            Layout.fillWidth: false
            Layout.preferredWidth: first.cell * 2
            onClicked: {
                pad.switched = !pad.switched;
                pad.take();
            }
        }
    }
    KeyGrid {
        id: first

        readonly property int cell: Math.floor((pad.width - columnSpacing * (columns - 1)) / columns)

        visible: pad.offers !== null
        columns: !pad.words ? 6 : Theme.scale > 1.5 ? 1 : 2
        uniformCellWidths: false
        onPassed: (down, middle) => down && !found.used ? all.enter(true, middle) : leave(down)

        Repeater {
            id: row

            model: [0, 1, 2, 3, 4, 5]

            LetterKey {
                required property int modelData

                objectName: "offer-" + modelData
                letter: pad.offers && pad.offers.offers[modelData] || ""
                spelled: pad.spelled
                visible: letter !== ""
                Layout.fillWidth: false
                Layout.preferredWidth: first.cell
                onClicked: pad.choose(modelData)
            }
        }
        // The key that deletes keeps its place at the end of the row.
        Item {
            readonly property int missing: pad.offers && !pad.words ? 5 - pad.offers.offers.length : 0

            visible: missing > 0
            Layout.columnSpan: Math.max(1, missing)
            Layout.preferredWidth: (first.cell + first.columnSpacing) * missing - first.columnSpacing
        }
        EraseKey {
            spelled: pad.spelled
            Layout.fillWidth: false
            Layout.preferredWidth: first.cell
            onClicked: pad.erase()
        }
    }
    ColumnLayout {
        id: found

        readonly property bool used: children.length > 0

        visible: used
        Layout.fillWidth: true
    }
    AlphabetGrid {
        id: all

        letters: pad.letters
        switched: pad.switched
        spelled: pad.spelled
        erases: pad.offers === null
        // Without titles between them, the two grids are one.
        onPassed: (down, middle) => !down && first.visible && !found.used ? first.enter(false, middle) : leave(down)
        onTyped: letter => pad.type(letter)
        onErased: pad.erase()
    }
}
