import QtQuick
import "../theme"

// In landscape the speech button is at the end of the window. A touch on the lower left corner,
// which a finger finds along the frame, starts speech as well: on the margin, where nothing else is.
Item {
    width: Theme.wideGap
    height: Theme.mm(30)
    anchors.bottom: parent.bottom
    Accessible.role: Accessible.CheckBox
    Accessible.name: I18n.trc("speech", "Read aloud")
    Accessible.checkable: true
    Accessible.checked: Voice.on

    MouseArea {
        anchors.fill: parent
        onClicked: Voice.guide.turn_on_or_off(true)
    }
}
