pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The keys for a field of digits: ten digits as on a telephone, delete and enter. The keys never
// take the focus, which stays in the field.
GridLayout {
    id: pad

    required property list<string> digits // 1 to 9, then 0
    required property string enterName // what the Enter key does
    required property bool unsaid // the digits are not read aloud
    required property int most // pixels, the height that the pad may take

    readonly property int side: Math.min((most - Theme.gap * 5) / 4, Theme.mm(31) * (0.6 + 0.4 * Theme.frameScale))
    readonly property int letter: Math.min(side * 0.66, Theme.mm(12) * Theme.scale)

    signal typed(string digit)
    signal erased
    signal entered

    objectName: "digit-pad"
    columns: 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    LayoutMirroring.enabled: false // as on a telephone, in every language
    LayoutMirroring.childrenInherit: true

    Repeater {
        model: [0, 1, 2, 3, 4, 5, 6, 7, 8]

        DigitKey {
            required property int modelData

            text: pad.digits[modelData]
            onClicked: pad.typed(text)
        }
    }
    DigitKey {
        text: I18n.trc("keyboard", "delete")
        pictogram: "backspace"
        onClicked: pad.erased()
    }
    DigitKey {
        text: pad.digits[9]
        onClicked: pad.typed(pad.digits[9])
    }
    DigitKey {
        objectName: "digit-enter"
        text: pad.enterName
        word: true
        onClicked: pad.entered()
    }

    component DigitKey: Pressable {
        id: key

        readonly property bool typing: true // read as a letter, not as a button
        readonly property bool unsaid: pad.unsaid && pictogram === "" && !word
        property string pictogram: ""
        property bool word: false // a word, not a digit

        focusPolicy: Qt.NoFocus
        activeFocusOnTab: false
        fill: pressed ? Theme.chosen : Theme.surface
        ink: pressed ? Theme.chosenText : Theme.text
        Layout.preferredWidth: pad.side * 1.6
        Layout.preferredHeight: pad.side
        contentItem: Item {
            Pictogram {
                anchors.centerIn: parent
                name: key.pictogram
                color: key.ink
                size: Math.min(pad.letter, pad.side * 0.6)
            }
            ReadableText {
                anchors.fill: parent
                anchors.margins: key.word ? Theme.line : 0
                visible: key.pictogram === ""
                text: key.text
                isCode: !key.word
                color: key.ink
                font.pixelSize: key.word ? Math.min(pad.letter, pad.side * 0.32) : pad.letter
                lineHeight: 1
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.ignored: true
            }
        }
    }
}
