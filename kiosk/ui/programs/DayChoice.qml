pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The days: seven at a time, or a month. In large text they are shown when `open` is true.
ColumnLayout {
    id: choice

    required property ProgramsModel programs
    readonly property bool brief: Theme.scale >= 1.75
    property bool open: false
    readonly property Item first: days.item ? (days.item as WeekDays).first : month

    visible: !brief || open
    spacing: Theme.gap
    Layout.fillWidth: true

    Part {
        name: I18n.trc("parts", "Days")
    }
    Loader {
        id: days

        active: !choice.programs.isMonth && choice.visible
        visible: active
        Layout.fillWidth: true

        sourceComponent: WeekDays {
            programs: choice.programs
        }
    }
    Loader {
        active: choice.programs.isMonth && choice.visible
        visible: active
        Layout.fillWidth: true

        sourceComponent: MonthDays {
            programs: choice.programs
            onChosen: month.forceActiveFocus(Qt.OtherFocusReason)
        }
    }
    TextMetrics {
        id: words

        text: back.text + next.text
        font.family: Theme.family
        font.pixelSize: Theme.bodySize
    }
    GridLayout {
        id: turning

        readonly property real need: words.advanceWidth + (Theme.iconSize + Theme.gap * 5) * 2 + month.implicitWidth
        readonly property bool stacked: month.implicitWidth > width * 0.55
        readonly property bool brief: !stacked && need > width // pictograms alone

        columns: stacked ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        Layout.fillWidth: true

        PushButton {
            id: back

            objectName: "previous-week"
            text: choice.programs.isMonth ? I18n.trc("programs", "Earlier days") : I18n.trc("programs", "Previous week")
            fact: choice.programs.spanName
            pictogram: "back"
            mirrorable: true
            least: Theme.smallTarget
            rounding: height / 2
            brief: turning.brief
            idle: !choice.programs.canGoBack
            fill: pressed ? Theme.primary : idle ? Theme.bar : Theme.surface
            Layout.fillWidth: true
            onClicked: {
                if (choice.programs.canGoBack)
                    choice.programs.turn(-1);
                else
                    Voice.announce(I18n.trc("navigation", "This is the first day."));
            }
        }
        Chip {
            id: month

            objectName: "month"
            text: I18n.trc("programs", "Month")
            hint: I18n.trc("programs", "Shows all days of a month")
            pictogram: "calendar"
            checked: choice.programs.isMonth
            Layout.maximumWidth: choice.width
            Layout.fillHeight: true
            onClicked: {
                choice.programs.toggleMonth();
                checked = Qt.binding(() => choice.programs.isMonth);
            }
        }
        PushButton {
            id: next

            objectName: "next-week"
            text: choice.programs.isMonth ? I18n.trc("programs", "Later days") : I18n.trc("programs", "Next week")
            fact: choice.programs.spanName
            pictogram: "next"
            mirrorable: true
            least: Theme.smallTarget
            rounding: height / 2
            brief: turning.brief
            idle: !choice.programs.canGoOn
            fill: pressed ? Theme.primary : idle ? Theme.bar : Theme.surface
            Layout.fillWidth: true
            onClicked: {
                if (choice.programs.canGoOn)
                    choice.programs.turn(1);
                else
                    Voice.announce(I18n.trc("navigation", "This is the last day."));
            }
        }
    }
}
