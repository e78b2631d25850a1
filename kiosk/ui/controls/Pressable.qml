import QtQuick
import QtQuick.Templates as T
import "../theme"

// The base of all buttons: size, frame, focus, keys, name and hint.
// A tap, Space or Enter presses a button; the action runs on release (WCAG 2.2, 2.5.2).
T.AbstractButton {
    id: pressable

    property string fact: "" // a value in force, said at once
    property string hint: "" // what a press does, said after a rest
    property bool primary: false
    property bool idle: false // there is nothing to press at the moment
    property bool quiet: idle // without a frame
    property bool framed: true
    property bool counted: true // the position in its group is said
    property list<var> spoken: []    // from Voice.phrase and Voice.code, for several languages
    property int least: Theme.target // minimum height in pixels
    property real rounding: Theme.radius // of the corners, in pixels
    property color ink: primary || pressed ? Theme.primaryText : checked ? Theme.chosenText : Theme.text
    readonly property color accent: primary || pressed || checked ? ink : Theme.primary // colour of the pictogram
    property color fill: primary || pressed ? Theme.primary : checked ? Theme.chosen : quiet || !framed ? "transparent" : Theme.surface

    implicitWidth: Math.max(least, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(least, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.gap
    focusPolicy: Qt.StrongFocus
    // An idle button is left out of the walk, but keeps the focus that it has.
    activeFocusOnTab: !idle || activeFocus
    Accessible.name: text
    Accessible.description: [fact, hint].filter(part => part).join(". ")
    Keys.onReturnPressed: pressable.click()
    Keys.onEnterPressed: pressable.click()

    background: Rectangle {
        color: pressable.fill
        radius: pressable.rounding
        border.color: (pressable.quiet || !pressable.framed) && !pressable.checked ? "transparent" : Theme.outline
        border.width: Theme.line

        FocusRing {
            control: pressable
            rounding: pressable.rounding
        }
    }
}
