import QtQuick
import Kiosk
import "../controls"
import "../theme"

// The details of one program.
ScreenFrame {
    id: screen

    required property ProgramsModel programs
    required property Registrations registrations
    required property PartnersModel partners
    required property WayModel way

    signal partner

    title: I18n.trc("programs", "Details")
    introduction: programs.program.cancelled ? I18n.trc("programs", "Cancelled") : registrations.offer.state
    first: pane.heading

    ProgramPane {
        id: pane

        anchors.fill: parent
        programs: screen.programs
        registrations: screen.registrations
        way: screen.way
        onPartner: name => {
            screen.partners.openPartner(name);
            screen.partner();
        }
    }
}
