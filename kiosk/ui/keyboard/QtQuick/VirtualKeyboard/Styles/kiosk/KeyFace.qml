import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Styles
import "../../../../../controls"
import "../../../../../theme"

// One key of the on-screen keyboard, with its appearance and its spoken name.
KeyPanel {
    id: face

    readonly property bool typing: true // the key is read as a letter, not as a button
    property string label: ""
    property string pictogram: ""
    property string spoken: label
    property bool lit: false
    readonly property bool on: control && control.pressed || lit
    readonly property bool upper: control && control.uppercased && label.length === 1
    // Share of the key's height that the letter fills: it grows with the text as far as the key has room.
    readonly property real share: Math.min(label.length > 1 ? 0.6 : 0.68, Theme.mm(10.4) * Theme.scale / Math.max(1, height))
    readonly property color ink: on ? Theme.chosenText : Theme.text

    Accessible.role: Accessible.Button
    Accessible.name: upper ? spoken.toUpperCase() : spoken
    Accessible.ignored: spoken === ""
    Accessible.onPressAction: InputContext.inputEngine.virtualKeyClick(control.key, upper ? control.text.toUpperCase() : control.text, Qt.NoModifier)

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.mm(0.8)
        color: face.on ? Theme.chosen : Theme.surface
        border.color: Theme.outline
        border.width: Theme.line
        radius: Theme.mm(2)

        Pictogram {
            anchors.centerIn: parent
            visible: face.pictogram !== ""
            name: face.pictogram
            color: face.ink
            size: Math.round(Math.min(parent.height, parent.width) * (face.share + 0.1))
        }
        Text {
            anchors.fill: parent
            anchors.margins: Theme.mm(1)
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            fontSizeMode: Text.Fit
            textFormat: Text.PlainText
            text: face.label
            color: face.ink
            font.family: Theme.family
            font.pixelSize: Math.max(1, Math.round(parent.height * face.share))
            font.capitalization: face.upper ? Font.AllUppercase : Font.MixedCase
            Accessible.ignored: true
        }
    }
}
