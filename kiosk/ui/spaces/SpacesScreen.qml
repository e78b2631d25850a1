pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen that lists the spaces that are free now or at another time.
ScreenFrame {
    id: screen

    required property SpacesModel spaces

    signal opened
    signal reservation

    title: I18n.trc("spaces", "Spaces")
    introduction: spaces.momentName + ". " + spaces.summary
    first: now
    Component.onCompleted: spaces.start()

    Connections {
        target: screen.spaces

        function onAnswered() {
            Voice.announce(screen.spaces.momentName + ". " + screen.spaces.summary);
        }
    }

    function goOn(minutes: int) {
        if (spaces.canGoOn)
            spaces.move(minutes);
        else
            Voice.announce(I18n.trc("navigation", "This is the last day."));
    }

    ScrollPane {
        anchors.fill: parent

        Heading {
            objectName: "moment"
            text: screen.spaces.momentName
            readable: true
            Layout.fillWidth: true
        }
        GridLayout {
            id: steps

            // The longest word limits how many buttons are in a row; pairs of buttons stay together.
            readonly property int most: Math.max(1, Math.min(5, Math.floor(width / Math.max(Theme.mm(34), Theme.smallSize * 7))))

            columns: most === 4 ? 3 : most
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            Layout.fillWidth: true

            StepButton {
                id: now

                objectName: "now"
                text: I18n.trc("spaces", "Now")
                pictogram: "clock"
                checked: screen.spaces.isNow
                Layout.columnSpan: steps.columns === 2 ? 2 : 1
                Accessible.role: Accessible.CheckBox
                Accessible.checkable: true
                Accessible.checked: checked
                onClicked: screen.spaces.now()
            }
            StepButton {
                objectName: "earlier"
                // Translators: Show an earlier time of the day.
                text: I18n.trc("spaces", "Earlier")
                hint: screen.spaces.momentName
                pictogram: "minus"
                quiet: screen.spaces.isNow
                onClicked: screen.spaces.move(-30)
            }
            StepButton {
                objectName: "later"
                // Translators: Show a later time of the day.
                text: I18n.trc("spaces", "Later")
                hint: screen.spaces.momentName
                pictogram: "plus"
                quiet: !screen.spaces.canGoOn
                onClicked: screen.goOn(30)
            }
            StepButton {
                objectName: "day-before"
                text: I18n.trc("navigation", "Previous day")
                hint: screen.spaces.momentName
                pictogram: "back"
                mirrorable: true
                quiet: !screen.spaces.canGoBack
                onClicked: screen.spaces.move(-1440)
            }
            StepButton {
                objectName: "day-after"
                text: I18n.trc("navigation", "Next day")
                hint: screen.spaces.momentName
                pictogram: "next"
                mirrorable: true
                quiet: !screen.spaces.canGoOn
                onClicked: screen.goOn(1440)
            }
        }
        ReadableText {
            objectName: "spaces-summary"
            text: screen.spaces.summary
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.spaces.rows

            SpaceRow {
                objectName: "space-" + index
                position: I18n.trc("navigation", "{position} of {count}", {position: index + 1, count: screen.spaces.shown})
                Layout.fillWidth: true
                onClicked: {
                    screen.spaces.openSpace(code);
                    screen.opened();
                }
            }
        }
        PushButton {
            objectName: "my-reservation"
            text: I18n.trc("codes", "My reservation")
            hint: I18n.trc("codes", "Check in or cancel with your code")
            pictogram: "calendar"
            centred: false
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            onClicked: screen.reservation()
        }
    }

    component StepButton: BarButton {
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
}
