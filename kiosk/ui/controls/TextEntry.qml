import QtQuick
import QtQuick.Templates as T
import "../keyboard"
import "../theme"

// A text field with a label above, which is always visible. With `inside` the label is in the
// field while the field is empty, beside a pictogram.
FocusScope {
    id: entry

    property string label: ""
    property string fact: "" // said at once
    property string hint: "" // said after a rest
    property alias text: field.text
    property int hints: Qt.ImhNone
    property alias maximumLength: field.maximumLength
    readonly property bool editing: field.activeFocus
    property bool secret: false   // the text is hidden and never read aloud
    property bool personal: false // the text is not read on the loudspeaker
    property string failure: ""
    property bool large: false // for a code of a few digits
    property bool inside: false
    property string pictogram: ""
    property string crossName: "" // the object name of a cross that empties the field; "" for none
    property list<string> letters: [] // letters of the letter pad, for keypads without letter keys
    property alias pad: choice // the letter pad
    property int digitCount: 0 // the digits of a complete code; 0 for other texts
    property string showResults: "" // the text of a button above the keys that closes them; "" for none
    // Translators: The Enter key of the on-screen keyboard, which ends typing. Short.
    property string enterName: I18n.trc("keyboard", "Done") // what the Enter key does
    readonly property bool digitsOnly: (hints & Qt.ImhDigitsOnly) !== 0
    readonly property bool unsaid: secret || personal && Voice.discreet // no letter is read aloud

    signal edited(string text)
    signal entered
    signal completed // the last of the digits was typed
    signal emptied
    signal resultsAsked

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

    // Replaces the whole text, as digits that type words do.
    function compose(text: string) {
        field.text = text;
        field.before = text;
        edited(text);
    }

    function told(letter: string, erased: bool) {
        // Of a code that others may not hear, only the number of digits is said.
        if (unsaid && digitCount)
            Voice.echo(I18n.trc("navigation", "{position} of {count}", {position: field.text.length, count: digitCount}), false, false);
        else
            Voice.echo(letter, unsaid, erased);
        compose(field.text);
        if (!erased && digitCount && field.text.length === digitCount)
            completed();
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
            visible: !entry.inside
            Accessible.ignored: true
        }
        T.TextField {
            id: field

            readonly property Item owner: entry
            // Qt returns no name for a password field, so the fact starts with the name.
            readonly property string fact: [Accessible.passwordEdit ? entry.label : "", entry.fact, entry.failure].filter(part => part).join(". ")
            readonly property string hint: entry.failure ? "" : entry.hint
            property string before: ""

            function remember() {
                before = text;
            }

            width: parent.width
            // Reserves space for tall letters, so that nothing below moves when typing starts.
            readonly property bool roomy: Theme.tallScript && Window.height >= Theme.bodySize * 30
            readonly property real line: Math.max(contentHeight, label.visible ? label.implicitHeight : 0, roomy ? font.pixelSize * 2.2 : 0)
            readonly property real lead: entry.pictogram ? Theme.iconSize + Theme.gap * 2 : Theme.gap
            readonly property real trail: cross.visible ? cross.width + Theme.gap : Theme.gap

            implicitHeight: Math.max(Theme.target, line + topPadding + bottomPadding)
            padding: Theme.gap
            leftPadding: Theme.rightToLeft ? trail : lead
            rightPadding: Theme.rightToLeft ? lead : trail
            focus: true
            activeFocusOnTab: true
            color: Theme.text
            selectionColor: Theme.primary
            selectedTextColor: Theme.primaryText
            font.family: Theme.family
            font.pixelSize: entry.large ? Math.round(Theme.heroSize * 1.2) : Math.round(Theme.bodySize * 1.1)
            horizontalAlignment: entry.large ? Text.AlignHCenter : undefined // as the text runs
            font.features: entry.digitsOnly ? ({zero: 1}) : ({})
            verticalAlignment: Text.AlignVCenter
            echoMode: entry.secret ? TextInput.Password : TextInput.Normal
            maximumLength: 200
            // The keyboard must not learn from visitors, in memory or on disk.
            inputMethodHints: entry.hints | Qt.ImhSensitiveData
            Accessible.name: entry.label
            Accessible.description: [fact, hint].filter(part => part).join(" ")
            Accessible.passwordEdit: entry.unsaid
            Keys.onDownPressed: event => event.accepted = choice.takeDigits()
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
            onAccepted: {
                entry.entered();
                if (!Voice.byKeys)
                    Qt.inputMethod.hide(); // qmllint disable missing-property
            }

            ReadableText {
                id: label

                visible: entry.inside && field.text === "" && field.preeditText === ""
                text: entry.label
                color: Theme.quiet
                x: field.leftPadding
                width: field.width - field.leftPadding - field.rightPadding
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
            ClearButton {
                id: cross

                objectName: entry.crossName
                visible: entry.crossName !== "" && (field.text !== "" || activeFocus)
                fact: entry.label
                anchors.right: parent.right
                anchors.rightMargin: Theme.mm(1.5)
                anchors.verticalCenter: parent.verticalCenter
                onClicked: {
                    field.clear();
                    entry.emptied();
                    entry.take();
                }
            }

            background: FieldFrame {
                field: field
                failed: entry.failure !== ""
                pictogram: entry.pictogram
            }
        }
        RefusalMessage {
            width: parent.width
            text: entry.failure
            readable: false // the field itself reads the label
        }
        LetterChoice {
            id: choice

            width: parent.width
            letters: entry.letters
            digitsOnly: entry.digitsOnly
            spelled: entry.unsaid ? "" : entry.text
            unsaid: entry.unsaid
            onTyped: letter => entry.change(letter)
            onComposed: text => entry.compose(text)
            onErased: entry.change("")
            onFinished: if (!field.focus)
                field.focus = true
        }
    }
}
