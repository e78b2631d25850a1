pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The way to a shelf, a room or a place: the map, the numbered steps, and buttons to hear the way
// and to avoid stairs. Nothing is shown where the plan does not say where the goal is.
ColumnLayout {
    id: root

    required property WayModel way
    property string heading: I18n.trc("way", "The way there")
    property real mostMapHeight: Theme.mm(215)
    property real leastMapHeight: mostMapHeight // less lets the map fill what the steps leave
    property bool compact: false // the steps are as small as other text
    readonly property bool beside: Theme.wide && width > Theme.mm(320) && Theme.scale < 1.6
    readonly property Item first: title

    visible: way.known
    spacing: Theme.gap
    Layout.fillWidth: true

    GridLayout {
        readonly property real need: title.implicitWidth + listen.implicitWidth + (stepFree.visible ? stepFree.implicitWidth : 0) + columnSpacing * 2

        columns: need > root.width ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        Heading {
            id: title

            text: root.heading
            activeFocusOnTab: Voice.on || activeFocus
            Layout.fillWidth: true
        }
        Chip {
            id: stepFree

            objectName: "way-step-free"
            visible: root.way.hasStairs
            text: I18n.trc("way", "Without stairs")
            pictogram: "step-free"
            checked: root.way.stepFree
            Layout.maximumWidth: root.width
            onClicked: root.way.setStepFree(checked)
        }
        PushButton {
            id: listen

            objectName: "way-listen"
            visible: root.way.spoken !== ""
            text: I18n.trc("way", "Listen to the way")
            pictogram: "speech"
            least: Theme.smallTarget
            rounding: height / 2
            topPadding: Theme.mm(1)
            bottomPadding: Theme.mm(1)
            Layout.maximumWidth: root.width
            onClicked: root.way.listen()
        }
    }
    MapFloors {
        way: root.way
        visible: count > 1
        Layout.fillWidth: true
    }
    GridLayout {
        columns: root.beside ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap
        Layout.fillWidth: true

        FloorMap {
            objectName: "floor-map"
            way: root.way
            most: root.mostMapHeight
            least: root.leastMapHeight
            Layout.fillWidth: true
            Layout.fillHeight: least < most
            Layout.maximumHeight: heightFor(most)
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: root.beside ? root.width * 0.55 : root.width
        }
        WaySteps {
            way: root.way
            letter: root.compact ? Theme.bodySize : Theme.headingSize
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            Layout.preferredWidth: root.beside ? root.width * 0.45 : root.width
        }
    }
}
