import QtQuick
import Kiosk
import "../controls"
import "../theme"

// The details of one title, with the copies of the title.
ScreenFrame {
    id: screen

    required property SearchModel find
    required property WayModel way

    signal lookedUp

    title: I18n.trc("catalogue", "Details")
    introduction: find.record.availability
    first: pane.heading

    TitlePane {
        id: pane

        anchors.fill: parent
        find: screen.find
        way: screen.way
        onLookedUp: screen.lookedUp()
        onReopened: {
            screen.last = null;
            screen.arrive();
        }
    }
}
