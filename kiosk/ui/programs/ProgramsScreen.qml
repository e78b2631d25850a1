pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen that lists the programs of one day.
ScreenFrame {
    id: screen

    required property ProgramsModel programs

    signal opened
    signal filter

    title: I18n.trc("programs", "Programmes")
    introduction: programs.dayName + ". " + programs.summary
    Component.onCompleted: programs.start()

    Connections {
        target: screen.programs

        function onAnswered() {
            Voice.announce(screen.programs.dayName + ". " + screen.programs.summary);
        }
    }

    ScrollPane {
        anchors.fill: parent

        DayStepper {
            day: screen.programs.dayName
            canGoBack: screen.programs.canGoBack
            canGoOn: screen.programs.canGoOn
            onPreceding: screen.programs.moveDay(-1)
            onFollowing: screen.programs.moveDay(1)
            Component.onCompleted: screen.first = nextButton
        }
        Flow {
            spacing: Theme.gap
            Layout.fillWidth: true

            PushButton {
                objectName: "today"
                text: I18n.trc("programs", "Today")
                pictogram: "calendar"
                visible: screen.programs.canGoBack
                onClicked: screen.programs.today()
            }
            PushButton {
                objectName: "open-filters"
                text: screen.programs.chosenCount ? I18n.ntrc("programs", "{count} filter", "{count} filters", screen.programs.chosenCount) : I18n.trc("programs", "Filter")
                hint: I18n.trc("programs", "By language, type, audience or access needs")
                pictogram: "filter"
                checked: screen.programs.chosenCount > 0
                onClicked: screen.filter()
            }
        }
        ReadableText {
            objectName: "programs-summary"
            text: screen.programs.summary
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.programs.rows

            ProgramRow {
                objectName: "program-" + index
                position: I18n.trc("navigation", "{position} of {count}", {position: index + 1, count: screen.programs.shown})
                Layout.fillWidth: true
                onClicked: {
                    screen.programs.openProgram(index);
                    screen.opened();
                }
            }
        }
        PushButton {
            objectName: "next-program-day"
            text: I18n.trc("programs", "Go to {day}", {day: screen.programs.nextDayName})
            hint: I18n.trc("programs", "Next day with programmes")
            pictogram: "next"
            mirrorable: true
            visible: screen.programs.nextDayName !== ""
            Layout.fillWidth: true
            onClicked: screen.programs.goToNextDay()
        }
    }
}
