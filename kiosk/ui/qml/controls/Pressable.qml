import QtQuick
import QtQuick.Templates as T
import "../theme"

// What every control that is pressed has: size, frame, focus, keys, name and hint.
// It acts on release (WCAG 2.2, 2.5.2), by tap, by Space and by Enter.
T.AbstractButton {
    id: control

    property string hint: ""
    property bool strong: false
    property bool quiet: false
    property var spoken: []          // [{text, language}] where the name mixes languages
    property int least: Theme.target // height in pixels
    property color ink: strong || pressed ? Theme.inkOnStrong : checked ? Theme.inkOnChosen : Theme.text
    property color fill: strong || pressed ? Theme.strong : checked ? Theme.chosen : quiet ? "transparent" : Theme.surface

    implicitWidth: Math.max(least, implicitContentWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(least, implicitContentHeight + topPadding + bottomPadding)
    padding: Theme.gap
    focusPolicy: Qt.StrongFocus
    activeFocusOnTab: true
    Accessible.name: text
    Accessible.description: hint
    Keys.onReturnPressed: control.click()
    Keys.onEnterPressed: control.click()

    background: Rectangle {
        color: control.fill
        radius: Theme.radius
        border.color: control.quiet && !control.checked ? "transparent" : Theme.outline
        border.width: Theme.line

        FocusRing {
            control: control
        }
    }
}
