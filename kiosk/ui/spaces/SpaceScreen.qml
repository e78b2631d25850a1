pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The details of one space: properties, and the free times on one day.
ScreenFrame {
    id: screen

    required property SpacesModel spaces
    readonly property SpaceDetails space: spaces.space

    signal chosen

    title: I18n.trc("spaces", "Choose a time")
    introduction: spaces.slotsSummary // the name is read in its own language on focus
    first: heading
    // If a time was chosen before the space, the list starts at that time.
    Component.onCompleted: if (spaces.slotOfMoment >= 0)
        first = times.itemAt(spaces.slotOfMoment)

    Connections {
        target: screen.spaces

        function onSlotsAnswered() {
            Voice.announce(screen.spaces.slotsSummary);
        }
    }

    ScrollPane {
        anchors.fill: parent

        Heading {
            id: heading

            objectName: "space-name"
            text: screen.space.name
            language: screen.space.nameLanguage
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: screen.space.about
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: screen.space.description
            language: screen.space.nameLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        DayStepper {
            day: screen.spaces.slotsDay
            canGoBack: screen.spaces.slotsCanGoBack
            canGoOn: screen.spaces.slotsCanGoOn
            onPreceding: screen.spaces.moveSlotsDay(-1)
            onFollowing: screen.spaces.moveSlotsDay(1)
            Layout.topMargin: Theme.gap
        }
        ReadableText {
            objectName: "slots-summary"
            text: screen.spaces.slotsCount
            readable: true
            Layout.fillWidth: true
        }
        GridLayout {
            id: grid

            columns: Math.max(1, Math.floor(width / Math.max(Theme.mm(48), Theme.bodySize * 5.6)))
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true

            Repeater {
                id: times

                model: screen.spaces.slots

                PushButton {
                    required property int index
                    required property string start
                    required property string freeUntil

                    objectName: "slot-" + index
                    text: start
                    hint: freeUntil
                    Layout.fillWidth: true
                    onClicked: {
                        screen.spaces.chooseSlot(index);
                        screen.chosen();
                    }
                }
            }
        }
    }
}
