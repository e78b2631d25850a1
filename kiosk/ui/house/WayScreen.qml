import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The way to a place that a visitor has chosen on the map.
ScreenFrame {
    id: screen

    required property WayModel way

    function open(place: int) {
        way.showPlace(place);
        pane.toTop();
        last = null;
        arrive();
    }

    title: way.goal
    introduction: way.spoken
    first: goal.first

    ScrollPane {
        id: pane

        anchors.fill: parent
        filled: true

        WayToGoal {
            id: goal

            way: screen.way
            heading: screen.way.summary
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
        }
        PlaceButtons {
            way: screen.way
            heading: I18n.trc("way", "Also on this level")
            room: screen.width * 0.94
            onChosen: place => screen.open(place)
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
