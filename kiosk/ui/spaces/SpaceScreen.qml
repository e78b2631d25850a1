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
    readonly property SpaceDetails space: spaces.space

    signal reserved

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("spaces", "Choose a time")
    introduction: spaces.slotsSummary // the name is read in its own language on focus
    first: head.heading
    Component.onCompleted: way.showSpace(space.code)
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
            text: I18n.trc("spaces", "How long? Tap a length, and the room is yours.")
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
        GridLayout {
            columns: Math.max(1, Math.floor(width / Math.max(Theme.mm(48), Theme.bodySize * 5.6)))
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true

            Repeater {
                model: screen.spaces.slots

                PushButton {
                    required property int index
                    required property string start
                    required property string freeUntil
                    required property bool chosen

                    objectName: "slot-" + index
                    text: start
                    fact: freeUntil
                    checked: chosen
                    Accessible.role: Accessible.RadioButton
                    Accessible.checkable: true
                    Accessible.checked: checked
                    Layout.fillWidth: true
                    onClicked: {
                        screen.spaces.chooseSlot(index);
                        lengths.take();
                    }
                }
            }
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
