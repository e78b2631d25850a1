pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../programs"

// The screens of programmes and partners, and the ways between them.
Item {
    id: routes

    required property ScreenStack stack
    required property ViewModels models
    required property Component registered // the confirmation of a registration
    readonly property Component programs: programsScreen
    readonly property Component program: programScreen

    Connections {
        target: routes.models.registrations

        function onRegistered() {
            routes.stack.show(routes.registered);
        }
    }
    Connections {
        target: routes.models.partners

        function onOpened(key: string) {
            if (routes.models.programs.openKey(key))
                routes.stack.show(programScreen);
        }
    }
    Component {
        id: programsScreen

        ProgramsScreen {
            programs: routes.models.programs
            partners: routes.models.partners
            way: routes.models.way
            onPartner: routes.stack.show(partnerScreen)
            registrations: routes.models.registrations
            onOpened: routes.stack.show(programScreen)
        }
    }
    Component {
        id: programScreen

        ProgramScreen {
            programs: routes.models.programs
            partners: routes.models.partners
            way: routes.models.way
            registrations: routes.models.registrations
            onPartner: routes.stack.show(partnerScreen)
        }
    }
    Component {
        id: partnerScreen

        PartnerScreen {
            partners: routes.models.partners
        }
    }
}
