pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The page of one space: how long, and at what other time. A tap on a length reserves the space.
ScreenFrame {
    id: screen

    required property SpacesModel spaces
    required property Reservations reservations
    required property WayModel way
    required property bool timeGiven // the visitor has chosen the time before
    readonly property SpaceDetails space: spaces.space

    signal reserved

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("spaces", "Choose a time")
    introduction: spaces.slotsSummary // the name is read in its own language on focus
    first: head.heading
    // By ear the first control is the time or, if the visitor wants the space now, the length.
    Component.onCompleted: {
        way.showSpace(space.code);
        const goal = !Voice.on ? null : timeGiven ? lengths.usual() : slots.chosen();
        first = goal || head.heading;
    }
    onVisibleChanged: if (visible)
        way.showSpace(space.code)

    Connections {
        target: screen.spaces

        function onSlotsAnswered() {
            Voice.announce(screen.spaces.slotsSummary);
        }
    }
    Connections {
        target: screen.reservations

        function onReserved() {
            screen.reserved();
        }

        function onRefused() {
            Voice.enter(screen.reservations.failure);
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent

        SpaceHead {
            id: head

            space: screen.space
        }
        Heading {
            objectName: "wish"
            text: screen.reservations.wishText
            visible: text !== ""
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
        }
        ReadableText {
            text: screen.space.isOwnedElsewhere ? I18n.trc("spaces", "How long? Tap a length to ask for the room.") : I18n.trc("spaces", "How long? Tap a length, and the room is yours.")
            visible: lengths.count > 0
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        RefusalMessage {
            objectName: "reserve-failure"
            text: screen.reservations.failure
            Layout.fillWidth: true
        }
        LengthChoices {
            id: lengths

            reservations: screen.reservations
        }
        Heading {
            text: I18n.trc("spaces", "Another time")
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        DayStepper {
            day: screen.spaces.dayName
            canGoBack: screen.spaces.slotsCanGoBack
            canGoOn: screen.spaces.slotsCanGoOn
            onPreceding: screen.spaces.moveSlotsDay(-1)
            onFollowing: screen.spaces.moveSlotsDay(1)
        }
        HoursScale {
            id: ruler

            visible: bar.visible
            hours: screen.spaces.hours
            now: screen.spaces.nowPlace
            nowText: screen.spaces.nowText
            Layout.fillWidth: true
            Layout.leftMargin: label / 2
            Layout.rightMargin: label / 2
        }
        DayBar {
            id: bar

            visible: !Voice.on && Theme.scale < 2 && ruler.count > 0
            kinds: screen.spaces.spaceKinds
            edges: screen.spaces.spaceEdges
            now: screen.spaces.nowPlace
            partName: "bar"
            Layout.fillWidth: true
            Layout.leftMargin: ruler.label / 2
            Layout.rightMargin: ruler.label / 2
            onChosen: place => {
                screen.spaces.openAt(screen.space.code, place);
                lengths.take();
            }
        }
        ReadableText {
            objectName: "slots-summary"
            text: screen.spaces.slotsCount
            readable: true
            Layout.fillWidth: true

            Part {
                name: I18n.trc("parts", "Times")
            }
        }
        ReadableText {
            objectName: "held-times"
            text: screen.spaces.heldTimes
            visible: text !== ""
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        SlotChoices {
            id: slots

            spaces: screen.spaces
            onTaken: lengths.take()
        }
        EquipmentMarks {
            equipment: screen.space.equipment
            visible: Theme.scale >= 2
        }
        ReadableText {
            text: screen.space.description
            language: screen.space.nameLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        WayToGoal {
            way: screen.way
            heading: I18n.trc("way", "The way to the room")
            mostMapHeight: Theme.mm(Theme.wide ? 110 : 215)
        }
        ReadableText {
            text: I18n.trc("codes", "You will get a six-digit code. We do not ask who you are.")
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
    }
}
