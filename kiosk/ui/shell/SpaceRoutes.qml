pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../spaces"

// The screens of rooms, and the ways between them.
Item {
    id: routes

    required property ScreenStack stack
    required property ViewModels models
    readonly property Component spaces: spacesScreen
    readonly property Component reserved: reservedScreen
    property bool timeGiven: false // the visitor has chosen a time with the space

    signal codeWanted // the visitor has a code

    // Shows a space that the visitor wants now, or at a time that is chosen there.
    function showSpace(now: bool) {
        timeGiven = now;
        stack.show(spaceScreen);
    }

    Component {
        id: spacesScreen

        SpacesScreen {
            spaces: routes.models.spaces
            onOpened: now => routes.showSpace(now)
            onReservation: routes.codeWanted()
        }
    }
    Component {
        id: spaceScreen

        SpaceScreen {
            spaces: routes.models.spaces
            reservations: routes.models.reservations
            way: routes.models.way
            timeGiven: routes.timeGiven
            onReserved: routes.stack.show(reservedScreen)
        }
    }
    Component {
        id: reservedScreen

        ReservedScreen {
            confirmation: routes.models.reservations.confirmation
            receipt: routes.models.receipt
            way: routes.models.way
            accessibility: routes.models.accessibility
            onDone: routes.stack.home()
        }
    }
}
