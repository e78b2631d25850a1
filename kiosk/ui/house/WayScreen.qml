import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The way to a place that a visitor has chosen on the map.
ScreenFrame {
    id: screen

    required property WayModel way

    title: way.goal
    introduction: way.spoken
    first: goal.first

    ScrollPane {
        anchors.fill: parent

        WayToGoal {
            id: goal

            way: screen.way
            large: true
            heading: screen.way.summary
            Layout.fillWidth: true
        }
    }
}
