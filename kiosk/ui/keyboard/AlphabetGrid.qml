pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The keys of all letters, or of the other letters of the language.
KeyGrid {
    id: grid

    required property list<string> letters
    required property string spelled // what was typed so far
    required property bool erases    // with a key that deletes
    readonly property list<string> others: I18n.translator ? I18n.translator.secondLetters : []
    required property bool switched // to the other letters
    readonly property list<string> alphabet: switched && others.length ? others : letters
    readonly property Item firstKey: keys.count ? keys.itemAt(0) : null
    readonly property real widest: Math.max(0, ...alphabet.map(letter => metrics.advanceWidth(letter)))
    readonly property real least: Math.max(Theme.smallTarget, Theme.bodySize * 2.4, widest + Theme.gap)

    signal typed(string letter)
    signal erased

    columns: Voice.byKeys ? 6 : Math.max(3, Math.floor((width + columnSpacing) / (least + columnSpacing)))

    FontMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.bodySize
    }
    Repeater {
        id: keys

        model: grid.alphabet

        LetterKey {
            required property string modelData

            objectName: "letter-" + modelData
            letter: modelData
            spelled: grid.spelled
            onClicked: grid.typed(letter)
        }
    }
    LetterKey {
        objectName: "letter-space"
        letter: " "
        spelled: grid.spelled
        Layout.columnSpan: 2
        onClicked: grid.typed(" ")
    }
    EraseKey {
        visible: grid.erases
        spelled: grid.spelled
        onClicked: grid.erased()
    }
}
