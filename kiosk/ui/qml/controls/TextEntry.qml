import QtQuick
import QtQuick.Templates as T
import "../theme"

// A line to type in, with its label always in sight above it.
FocusScope {
    id: entry

    property string label: ""
    property string hint: ""
    property alias text: field.text
    property alias hints: field.inputMethodHints
    property alias maximumLength: field.maximumLength
    property bool secret: false   // hidden, and never said
    property bool personal: false // not said where others hear
    property string failure: ""

    signal edited(string text)
    signal entered

    function clear() {
        field.clear();
    }

    implicitHeight: column.implicitHeight
    implicitWidth: Theme.mm(60)

    Column {
        id: column

        width: parent.width
        spacing: Theme.mm(1.5)

        Words {
            width: parent.width
            text: entry.label
            Accessible.ignored: true
        }
        T.TextField {
            id: field

            property string before: ""

            width: parent.width
            implicitHeight: Math.max(Theme.target, contentHeight + topPadding + bottomPadding)
            padding: Theme.gap
            focus: true
            activeFocusOnTab: true
            color: Theme.text
            selectionColor: Theme.strong
            selectedTextColor: Theme.inkOnStrong
            font.family: Theme.family
            font.pixelSize: Math.round(Theme.bodySize * 1.1)
            verticalAlignment: Text.AlignVCenter
            echoMode: entry.secret ? TextInput.Password : TextInput.Normal
            maximumLength: 200
            Accessible.name: entry.label
            // Qt gives no name for a secret field: there the description begins with it.
            Accessible.description: (Accessible.passwordEdit ? entry.label + ". " : "") + (entry.failure || entry.hint)
            Accessible.passwordEdit: entry.secret || entry.personal && Voice.discreet
            onTextEdited: {
                Voice.echo(text.length > before.length ? text.slice(-1) : before.slice(-1), entry.secret || entry.personal && Voice.discreet);
                before = text;
                entry.edited(text);
            }
            onAccepted: entry.entered()

            background: Rectangle {
                color: Theme.surface
                border.color: entry.failure ? Theme.bad : Theme.outline
                border.width: entry.failure ? Theme.line * 2 : Theme.line
                radius: Theme.radius

                FocusRing {
                    control: field
                }
            }
        }
        Words {
            width: parent.width
            visible: entry.failure !== ""
            text: entry.failure
            color: Theme.bad
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
        }
    }
}
