pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The rooms, each with its bar below a common scale of hours, or as a list.
ColumnLayout {
    id: rooms

    required property SpacesModel spaces
    required property bool asList
    readonly property int count: rows.count
    readonly property bool barred: !asList && hours.count > 0 && count > 0
    readonly property bool beside: Theme.wide && !asList // words beside the bar
    readonly property real inset: hours.label / 2
    readonly property real namesWidth: beside ? width * 0.24 : 0
    readonly property real stateWidth: beside ? width * 0.2 : 0

    // Few rooms get taller bars, so that they fill the screen.
    readonly property int barHeight: Math.max(Theme.target, Math.min(Theme.mm(30), (Window.height * 0.78 - Theme.mm(168)) / Math.max(1, count) - Theme.bodySize * (Theme.tallScript ? 2.9 : 2.2)))

    signal opened(bool timeGiven)

    spacing: asList ? Theme.gap : Theme.wide ? Theme.gap : Theme.mm(4.5)

    HoursScale {
        id: hours

        visible: rooms.barred
        hours: rooms.spaces.hours
        now: rooms.spaces.nowPlace
        nowText: rooms.spaces.nowText
        Layout.fillWidth: true
        Layout.leftMargin: rooms.beside ? rooms.namesWidth + Theme.gap : rooms.inset
        Layout.rightMargin: rooms.beside ? rooms.stateWidth + Theme.gap : rooms.inset
    }
    Repeater {
        id: rows

        model: rooms.spaces.rows

        SpaceRow {
            objectName: "space-" + index
            position: I18n.trc("navigation", "{position} of {count}", {
                position: index + 1,
                count: rooms.spaces.shown
            })
            now: rooms.spaces.nowPlace
            asList: rooms.asList || hours.count === 0
            wide: rooms.beside
            barHeight: rooms.barHeight
            barInset: rooms.inset
            namesWidth: rooms.namesWidth
            stateWidth: rooms.stateWidth
            Layout.fillWidth: true
            onClicked: {
                rooms.spaces.openSpace(code);
                rooms.opened(false);
            }
            onTimeChosen: place => {
                rooms.spaces.openAt(code, place);
                rooms.opened(true);
            }
        }
    }
}
