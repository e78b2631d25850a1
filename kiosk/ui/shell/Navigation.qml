pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../catalogue"
import "../codes"
import "../programs"
import "../spaces"
import "../staff"

// Which screen leads to which.
ScreenStack {
    id: navigation

    required property FindModel find
    required property BrowseModel browse
    required property ProgramsModel programs
    required property SpacesModel spaces
    required property Reservations reservations
    required property Registrations registrations
    required property CodeLookup lookup
    required property StaffModel staff
    required property SyncStatus sync
    required property Branding branding
    required property FirstStart firstStart
    required property Receipt receipt
    required property Translator translator
    required property AccessibilitySettings accessibility

    initialItem: firstStart.needed ? firstStartScreen : homeScreen

    Component {
        id: homeScreen

        HomeScreen {
            staff: navigation.staff
            sync: navigation.sync
            branding: navigation.branding
            translator: navigation.translator
            onFind: navigation.show(findScreen)
            onPrograms: navigation.show(programsScreen)
            onSpaces: navigation.show(spacesScreen)
            onReservation: navigation.show(cancelScreen)
            onForStaff: navigation.show(staffScreen)
        }
    }
    Component {
        id: findScreen

        FindScreen {
            find: navigation.find
            letters: navigation.translator.letters
            onOpened: navigation.show(recordScreen)
            onFilter: navigation.show(filtersScreen)
            onBrowse: navigation.show(browseScreen)
        }
    }
    Component {
        id: browseScreen

        BrowseScreen {
            browse: navigation.browse
            find: navigation.find
            letters: navigation.translator.letters
            onOpened: navigation.show(recordScreen)
            onLookedUp: navigation.back()
        }
    }
    Component {
        id: filtersScreen

        FiltersScreen {
            find: navigation.find
            onDone: navigation.back()
        }
    }
    Component {
        id: recordScreen

        RecordScreen {
            find: navigation.find
            onLookedUp: navigation.backTo(1)
        }
    }
    Component {
        id: programsScreen

        ProgramsScreen {
            programs: navigation.programs
            onOpened: navigation.show(programScreen)
            onFilter: navigation.show(programFiltersScreen)
        }
    }
    Component {
        id: programFiltersScreen

        ProgramFiltersScreen {
            programs: navigation.programs
            onDone: navigation.back()
        }
    }
    Component {
        id: programScreen

        ProgramScreen {
            program: navigation.programs.program
            registrations: navigation.registrations
            onRegistered: navigation.show(registeredScreen)
        }
    }
    Component {
        id: registeredScreen

        ReservedScreen {
            reservation: navigation.registrations.made
            receipt: navigation.receipt
            accessibility: navigation.accessibility
            onDone: navigation.home()
        }
    }
    Component {
        id: spacesScreen

        SpacesScreen {
            spaces: navigation.spaces
            onOpened: navigation.show(spaceScreen)
            onReservation: navigation.show(cancelScreen)
        }
    }
    Component {
        id: spaceScreen

        SpaceScreen {
            spaces: navigation.spaces
            onChosen: navigation.show(reserveScreen)
        }
    }
    Component {
        id: reserveScreen

        ReserveScreen {
            reservations: navigation.reservations
            onReserved: navigation.show(reservedScreen)
        }
    }
    Component {
        id: reservedScreen

        ReservedScreen {
            reservation: navigation.reservations.made
            receipt: navigation.receipt
            accessibility: navigation.accessibility
            onDone: navigation.home()
        }
    }
    Component {
        id: cancelScreen

        CancelScreen {
            lookup: navigation.lookup
            made: [navigation.reservations.made, navigation.registrations.made]
            onAgain: place => {
                place ? navigation.registrations.refresh() : navigation.reservations.refresh();
                navigation.show(place ? registeredScreen : reservedScreen);
            }
            onDone: navigation.home()
        }
    }
    Component {
        id: staffScreen

        StaffScreen {
            staff: navigation.staff
        }
    }
    Component {
        id: firstStartScreen

        FirstStartScreen {
            firstStart: navigation.firstStart
        }
    }
}
