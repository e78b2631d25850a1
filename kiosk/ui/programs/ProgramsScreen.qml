pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The programmes day by day. In a landscape window the open programme stands beside the list.
ScreenFrame {
    id: screen

    required property ProgramsModel programs
    required property Registrations registrations
    required property PartnersModel partners
    required property WayModel way
    readonly property bool two: Theme.wide && Theme.scale < 2 // two panes

    property int current: 0 // the programme in the second pane

    signal opened
    signal partner

    function toTop() {
        list.toTop();
    }

    function open(index: int) {
        programs.openProgram(index);
        current = index;
        if (two)
            page.arrive();
        else
            opened();
    }

    title: I18n.trc("programs", "Programmes")
    subtitle: programs.spanName
    introduction: programs.isChosenDayEmpty ? programs.summary : ""
    first: list.first
    Component.onCompleted: {
        programs.start();
        partners.start();
        if (two && programs.shown > 0)
            programs.openProgram(0);
    }

    Connections {
        target: screen.programs

        function onAnswered() {
            Voice.announce(screen.programs.summary);
            screen.current = 0;
            if (screen.two && screen.programs.shown > 0)
                screen.programs.openProgram(0);
        }

        function onRefused(index: int, reason: string) {
            if (screen.two)
                return;
            list.focusOn(index);
            Voice.enter(reason);
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        DayPane {
            id: list

            programs: screen.programs
            partners: screen.partners
            onPartner: screen.partner()
            current: screen.two ? screen.current : -1
            onOpened: index => screen.open(index)
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
        Rectangle {
            visible: screen.two
            color: Theme.outline
            Layout.preferredWidth: Theme.line
            Layout.fillHeight: true
        }
        ProgramPane {
            id: page

            visible: screen.two && screen.programs.shown > 0
            programs: screen.programs
            registrations: screen.registrations
            way: screen.way
            onPartner: name => {
                screen.partners.openPartner(name);
                screen.partner();
            }
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
    }
}
