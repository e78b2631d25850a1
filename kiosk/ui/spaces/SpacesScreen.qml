pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The rooms on one day: a bar for each room or, by ear and in large text, a list.
ScreenFrame {
    id: screen

    required property SpacesModel spaces
    readonly property bool asList: Voice.on || Theme.scale >= 2

    signal opened(bool timeGiven)
    signal reservation

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("home", "Rooms")
    introduction: spaces.dayName + ". " + spaces.summary
    Component.onCompleted: {
        spaces.start();
        first = chips.first;
    }

    Connections {
        target: screen.spaces

        function onAnswered() {
            Voice.announce(screen.spaces.dayName + ". " + screen.spaces.summary);
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent

        SpaceChips {
            id: chips

            spaces: screen.spaces
        }
        Flow {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            // Measured apart: the width of a wrapped text would depend on itself.
            FontMetrics {
                id: letters

                font.family: Theme.family
                font.pixelSize: Theme.smallSize
                font.weight: Font.DemiBold
            }
            ReadableText {
                objectName: "spaces-summary"
                text: screen.spaces.summary
                font.pixelSize: Theme.smallSize
                font.weight: Font.DemiBold
                readable: true
                width: Math.min(Math.ceil(letters.advanceWidth(text)) + 2, parent.width)
            }
            ReadableText {
                text: Theme.plain ? I18n.trc("spaces", "Tap an outlined part to reserve it. Outlined: free. Hatched: taken.") : I18n.trc("spaces", "Tap a green part to reserve it. Green: free. Hatched: taken.")
                visible: rooms.barred
                color: Theme.quiet
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                width: Math.min(Math.ceil(letters.advanceWidth(text)) + 2, parent.width)
            }
        }
        RoomList {
            id: rooms

            spaces: screen.spaces
            asList: screen.asList
            Layout.fillWidth: true

            Part {
                name: I18n.trc("parts", "Rooms")
            }
            onOpened: timeGiven => screen.opened(timeGiven)
        }
        RefusalMessage {
            objectName: "no-room"
            text: screen.spaces.message
            Layout.fillWidth: true
        }
        GridLayout {
            columns: Theme.wide && Theme.scale < 2 ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap

            Part {
                name: I18n.trc("parts", "More")
            }
            PushButton {
                objectName: "choose-for-me"
                text: I18n.trc("spaces", "Use now: choose a room for me")
                hint: I18n.trc("spaces", "The smallest room that is free and has what you chose")
                pictogram: "clock"
                primary: true
                visible: rooms.count > 0
                least: Theme.wide ? Theme.target : Theme.mm(28)
                Layout.fillWidth: true
                onClicked: {
                    if (screen.spaces.chooseForMe())
                        screen.opened(true);
                    else
                        Voice.announce(screen.spaces.message);
                }
            }
            PushButton {
                objectName: "my-reservation"
                text: I18n.trc("home", "Have a code?")
                hint: I18n.trc("codes", "Check in or cancel with your code")
                pictogram: "calendar"
                Layout.fillWidth: true
                onClicked: screen.reservation()
            }
        }
    }
}
