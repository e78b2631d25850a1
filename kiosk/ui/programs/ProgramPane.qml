pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// One programme: when and where, the seats, registering, what it is about, its next dates, and a
// code that takes the date to a phone.
ScrollPane {
    id: pane

    required property ProgramsModel programs
    required property Registrations registrations
    required property WayModel way
    readonly property ProgramDetails program: programs.program
    readonly property RegistrationOffer offer: registrations.offer
    readonly property alias heading: heading

    signal partner(string name)

    // Reads the programme that has just been opened beside the list.
    function arrive() {
        toTop();
        heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    function showWay() {
        if (visible)
            way.showLocation(program.location);
    }

    // Other screens show other ways in between.
    onVisibleChanged: showWay()
    Component.onCompleted: showWay()

    Connections {
        target: pane.program

        function onChanged() {
            pane.showWay();
        }
    }
    Connections {
        target: pane.registrations

        function onRefused() {
            if (pane.visible)
                Voice.enter(pane.registrations.failure);
        }
    }

    ProgramHead {
        pictogram: pane.program.pictogram
        day: pane.program.day
        time: pane.program.time
        shade: pane.program.shade
        motif: pane.program.motif
        lying: Theme.scale >= 1.75
        Layout.fillWidth: true
        Layout.minimumHeight: lying ? 0 : Theme.mm(62)

        Part {
            name: I18n.trc("programs", "Details")
        }
    }
    Heading {
        id: heading

        begins: false
        objectName: "program-title"
        text: pane.program.title
        language: pane.program.titleLanguage
        font.pixelSize: Theme.titleSize
        activeFocusOnTab: true
        Layout.fillWidth: true
    }
    StatusBand {
        objectName: "cancelled"
        visible: pane.program.cancelled
        pictogram: "warning"
        text: I18n.trc("programs", "Cancelled")
        Layout.fillWidth: true
    }
    StatusBand {
        objectName: "seats-left"
        visible: text !== "" && !pane.program.cancelled
        pictogram: pane.offer.pictogram
        text: pane.offer.state
        good: pane.offer.good
        Layout.fillWidth: true
    }
    RefusalMessage {
        objectName: "register-failure"
        text: pane.registrations.failure
        Layout.fillWidth: true
    }
    PushButton {
        objectName: "register"
        text: pane.offer.action
        fact: pane.offer.state
        pictogram: "check"
        primary: true
        visible: text !== ""
        Layout.fillWidth: true
        onClicked: pane.registrations.register()
    }
    ReadableText {
        text: I18n.trc("codes", "You will get a six-digit code. We do not ask who you are.")
        visible: pane.offer.action !== ""
        color: Theme.quiet
        font.pixelSize: Theme.smallSize
        readable: true
        Layout.fillWidth: true
    }
    ReadableText {
        text: pane.program.description
        language: pane.program.homeLanguage
        visible: text !== ""
        readable: true
        Layout.fillWidth: true

        Part {
            name: I18n.trc("parts", "About this programme")
        }
    }
    Repeater {
        model: pane.program.facts
        delegate: FactLine {}
    }
    PushButton {
        objectName: "partner"
        text: I18n.trc("programs", "With {partner}", {partner: pane.program.partner})
        hint: I18n.trc("programs", "Shows all programmes of this partner")
        spoken: [
            Voice.phrase(I18n.trc("programs", "Partner"), ""),
            Voice.phrase(pane.program.partner, pane.program.homeLanguage)
        ]
        pictogram: "people"
        visible: pane.program.partner !== ""
        Layout.fillWidth: true
        onClicked: pane.partner(pane.program.partner)
    }
    Flow {
        visible: needs.count > 0
        spacing: Theme.wideGap
        Layout.fillWidth: true

        Repeater {
            id: needs

            model: pane.program.needs

            LabelledPictogram {
                required property string label
                required pictogram

                text: label
                readable: true
            }
        }
    }
    WayToGoal {
        way: pane.way
    }
    ProgramDates {
        title: I18n.trc("programs", "More dates")
        dates: pane.program.dates
        named: false
        onOpened: index => pane.programs.openRepeat(index)
    }
    CalendarCode {
        text: pane.offer.calendar
    }
}
