pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The days, the filters and the programmes of one day.
ScrollPane {
    id: list

    required property ProgramsModel programs
    required property PartnersModel partners
    readonly property bool brief: Theme.scale >= 1.75 // the days are folded
    readonly property Item first: brief ? openDays : days.first

    property int current: -1 // the programme that is shown beside the list

    signal opened(int index)
    signal partner

    function focusOn(index: int) {
        const tile = tiles.itemAt(index) as Item;
        if (tile)
            tile.forceActiveFocus(Qt.OtherFocusReason);
    }

    function position(index: int): string {
        return I18n.trc("navigation", "{position} of {count}", {
            position: index + 1,
            count: programs.shown
        });
    }

    Flow {
        visible: list.brief
        spacing: Theme.gap
        Layout.fillWidth: true

        Chip {
            id: openDays

            objectName: "open-days"
            text: days.open ? I18n.trc("programs", "Fewer days") : I18n.trc("programs", "Other days")
            fact: list.programs.spanName
            opens: true
            open: days.open
            width: Math.min(implicitWidth, parent.width)
            onClicked: days.open = !days.open
        }
        Chip {
            objectName: "open-filters"
            text: chips.open ? I18n.trc("programs", "Fewer filters") : I18n.trc("programs", "More filters")
            hint: I18n.trc("programs", "By language, type, audience or access needs")
            opens: true
            open: chips.open
            width: Math.min(implicitWidth, parent.width)
            onClicked: chips.open = !chips.open
        }
    }
    DayChoice {
        id: days

        programs: list.programs
    }
    ProgramChips {
        id: chips

        folded: list.brief
        programs: list.programs
    }
    Heading {
        objectName: "programs-summary"
        text: list.programs.summary
        font.pixelSize: Theme.bodySize
        readable: true
        Layout.fillWidth: true
    }
    Repeater {
        id: tiles

        model: list.programs.rows

        ProgramTile {
            beside: list.current === index
            objectName: "program-" + index
            position: list.position(index)
            Layout.fillWidth: true
            onClicked: list.opened(index)
            onRegister: list.programs.register(index)
        }
    }
    Repeater {
        model: list.programs.allDay

        AllDayBand {
            readonly property int ordinal: index + tiles.count

            objectName: "program-" + ordinal
            position: list.position(ordinal)
            Layout.fillWidth: true
            onClicked: list.opened(ordinal)
        }
    }
    PushButton {
        objectName: "next-program-day"
        text: list.programs.later
        hint: I18n.trc("programs", "Next day with programmes")
        visible: text !== ""
        quiet: true
        centred: false
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        Layout.fillWidth: true
        onClicked: list.programs.goToNextDay()
    }
    PartnersSection {
        partners: list.partners
        onOpened: list.partner()
    }
}
