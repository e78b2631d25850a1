pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The days and the needs as chips. Further days and further equipment are folded away.
ColumnLayout {
    id: chips

    required property SpacesModel spaces
    readonly property Item first: days.count ? days.itemAt(0) : null
    readonly property int tall: Theme.wide ? Theme.smallTarget : Theme.mm(17)
    readonly property bool brief: Theme.scale >= 2 // large text: only what most visitors need
    property bool moreDays: false
    property bool moreNeeds: false

    spacing: Theme.gap
    Layout.fillWidth: true

    Part {
        name: I18n.trc("parts", "Day and equipment")
    }
    Flow {
        id: dayChips

        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            id: days

            model: chips.spaces.days

            DayChip {
                visible: index < 2 || !chips.brief || chips.moreDays || chosen
                width: Math.min(implicitWidth, dayChips.width)
            }
        }
        Chip {
            objectName: "other-days"
            least: chips.tall
            text: I18n.trc("spaces", "Another day")
            opens: true
            checked: chips.moreDays || chips.spaces.isLaterDay
            visible: laterDays.count > 0 || chips.brief && days.count > 2
            onClicked: chips.moreDays = !chips.moreDays
        }
        Repeater {
            id: laterDays

            model: chips.spaces.laterDays

            DayChip {
                visible: chips.moreDays || chosen
                width: Math.min(implicitWidth, dayChips.width)
            }
        }
    }
    ReadableText {
        text: I18n.trc("programs", "What you need")
        visible: needs.count > 0
        readable: true
        color: Theme.quiet
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
        Layout.fillWidth: true
    }
    Flow {
        id: needChips

        spacing: Theme.gap
        visible: needs.count > 0
        Layout.fillWidth: true

        Repeater {
            id: needs

            model: chips.spaces.needs

            NeedChip {
                visible: index < 1 || !chips.brief || chips.moreNeeds || chosen
                width: Math.min(implicitWidth, needChips.width)
            }
        }
        Chip {
            objectName: "more-needs"
            least: chips.tall
            text: chips.brief ? I18n.trc("spaces", "More needs") : I18n.trc("spaces", "More equipment")
            opens: true
            checked: chips.moreNeeds
            visible: equipment.count > 0 || chips.brief && needs.count > 1
            onClicked: chips.moreNeeds = !chips.moreNeeds
        }
        Repeater {
            id: equipment

            model: chips.spaces.equipment

            NeedChip {
                visible: chips.moreNeeds || chosen
                width: Math.min(implicitWidth, needChips.width)
            }
        }
    }

    component DayChip: Chip {
        id: dayChip

        required property int index
        required property string value
        required property string label
        required property string fullDate
        required property bool chosen

        objectName: "day-" + value
        least: chips.tall
        single: true
        text: label
        checked: chosen
        Accessible.name: label + ", " + fullDate
        onClicked: {
            chips.spaces.chooseDay(value);
            dayChip.checked = Qt.binding(() => dayChip.chosen);
        }
    }
    component NeedChip: Chip {
        id: needChip

        required property int index
        required property string value
        required property string label
        required property bool chosen
        required pictogram

        objectName: "need-" + value
        least: chips.tall
        text: label
        checked: chosen
        onClicked: {
            chips.spaces.toggleNeed(value);
            needChip.checked = Qt.binding(() => needChip.chosen);
        }
    }
}
