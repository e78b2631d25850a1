import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A key of the letter pad.
PushButton {
    required property string letter
    readonly property bool typing: true // read as a letter, not as a button
    property string spelled: ""         // what was typed so far, for the key that spells

    // A combining mark is shown on a dotted circle (Unicode 2.11).
    // Translators: The key that types a blank.
    text: letter === " " ? I18n.trc("keyboard", "Space") : /^\p{M}$/u.test(letter) ? "◌" + letter : letter
    least: Theme.smallTarget
    leftPadding: 0
    rightPadding: 0
    Accessible.name: letter === " " ? text : letter
    // Not the implicit width, which follows the width of the key: a hidden grid never came to rest.
    Layout.preferredWidth: least
    Layout.fillWidth: true
    Layout.fillHeight: true
}
