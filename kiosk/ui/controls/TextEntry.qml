import QtQuick
import QtQuick.Templates as T
import "../keyboard"
import "../theme"

// A text field with a label above, which is always visible.
FocusScope {
    id: entry

    property string label: ""
    property string hint: ""
    property alias text: field.text
    property int hints: Qt.ImhNone
    property alias maximumLength: field.maximumLength
    property bool secret: false   // the text is hidden and never read aloud
    property bool personal: false // the text is not read on the loudspeaker
    property string failure: ""
    property list<string> letters: [] // letters of the letter pad, for keypads without letter keys
    readonly property bool digitsOnly: (hints & Qt.ImhDigitsOnly) !== 0

    signal edited(string text)
    signal entered

    // Do not use the control that last had the focus, which may be on the letter pad.
    function take() {
        field.forceActiveFocus(Qt.OtherFocusReason);
    }

    function clear() {
        field.clear();
    }

    // Appends `letters`, or deletes the last letter of the text.
    function change(letters: string) {
        const before = field.text;
        field.text = letters ? before + letters : before.slice(0, -1);
        told(letters || before.slice(-1), !letters);
    }

    function told(letter: string, erased: bool) {
        Voice.echo(letter, secret || personal && Voice.discreet, erased);
        field.before = field.text;
        edited(field.text);
    }

    implicitHeight: column.implicitHeight
    implicitWidth: Theme.mm(60)

    Column {
        id: column

        width: parent.width
        spacing: Theme.gap // space for the focus ring

        ReadableText {
            width: parent.width
            text: entry.label
            Accessible.ignored: true
        }
        T.TextField {
            id: field

            property string before: ""

            function remember() {
                before = text;
            }

            width: parent.width
            // Reserves space for tall letters, so that nothing below moves when typing starts.
            readonly property bool roomy: Theme.tallScript && Window.height >= Theme.bodySize * 30
            readonly property real line: Math.max(contentHeight, roomy ? font.pixelSize * 2.2 : 0)

            implicitHeight: Math.max(Theme.target, line + topPadding + bottomPadding)
            padding: Theme.gap
            focus: true
            activeFocusOnTab: true
            color: Theme.text
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryText
            font.family: Theme.family
            font.pixelSize: Math.round(Theme.bodySize * 1.1)
            font.features: entry.digitsOnly ? ({zero: 1}) : ({})
            verticalAlignment: Text.AlignVCenter
            echoMode: entry.secret ? TextInput.Password : TextInput.Normal
            maximumLength: 200
            // The keyboard must not learn from visitors, in memory or on disk.
            inputMethodHints: entry.hints | Qt.ImhSensitiveData
            Accessible.name: entry.label
            // Qt returns no name for a password field, so the description starts with the name.
            Accessible.description: (Accessible.passwordEdit ? entry.label + ". " : "") + (entry.failure || entry.hint)
            Accessible.passwordEdit: entry.secret || entry.personal && Voice.discreet
            // This also runs after changes that were not typed.
            onTextChanged: Qt.callLater(remember)
            onTextEdited: {
                const erased = text.length < before.length;
                const [longer, shorter] = erased ? [before, text] : [text, before];
                let place = 0;
                while (place < shorter.length && longer[place] === shorter[place])
                    place += 1;
                entry.told(longer.charAt(place), erased);
            }
            onAccepted: entry.entered()

            background: Rectangle {
                color: Theme.surface
                border.color: entry.failure ? Theme.error : Theme.outline
                border.width: entry.failure ? Theme.line * 2 : Theme.line
                radius: Theme.radius

                FocusRing {
                    control: field
                }
            }
        }
        RefusalMessage {
            width: parent.width
            text: entry.failure
            readable: false // the field itself reads the label
        }
        PushButton {
            id: choose

            property bool open: false

            objectName: "choose-letters"
            anchors.left: parent.left // mirrored in right-to-left languages
            width: Math.min(implicitWidth, parent.width)
            visible: entry.letters.length > 0 && (Voice.byKeys || !I18n.typed && !entry.digitsOnly)
            text: entry.digitsOnly ? I18n.trc("keyboard", "Pick digits one by one") : I18n.trc("keyboard", "Pick letters one by one")
            hint: entry.digitsOnly ? I18n.trc("keyboard", "If your keypad has no digits") : I18n.trc("keyboard", "If your keypad has no letters")
            pictogram: "keyboard"
            checked: open && visible
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: checked
            // Without this the focus would return to a hidden control.
            onVisibleChanged: if (!visible && !field.focus)
                field.focus = true
            onClicked: {
                open = !open;
                if (open)
                    pad.take();
            }
        }
        LetterPad {
            id: pad

            width: parent.width
            visible: choose.checked
            letters: entry.letters
            digitsOnly: entry.digitsOnly
            Keys.onEscapePressed: {
                choose.open = false;
                choose.forceActiveFocus(Qt.OtherFocusReason);
            }
            onTyped: letter => entry.change(letter)
            onErased: entry.change("")
        }
    }
}
