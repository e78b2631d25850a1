pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../catalogue"
import "../codes"
import "../home"
import "../spaces"
import "../staff"
import "../suggestions"

// The navigation between screens.
ScreenStack {
    id: navigation

    required property ViewModels models

    signal languagesAsked

    property bool timeGiven: false // the visitor has chosen a time with the space

    // Shows a space that the visitor wants now, or at a time that is chosen there.
    function showSpace(now: bool) {
        timeGiven = now;
        show(spaceScreen);
    }

    // Shows who helps and the way to the desk.
    function askDesk() {
        if (!(screen as AskStaffScreen))
            routes.go("ask");
    }

    // Opens the field for a code, from any screen of visitors.
    function askCode() {
        if (!(screen as BookingByCodeScreen) && !(screen as StaffScreen) && !(screen as FirstStartScreen))
            show(cancelScreen);
    }

    function askStaff() {
        if (!(screen as StaffScreen) && !(screen as FirstStartScreen))
            show(staffScreen);
    }

    initialItem: models.first_start.needed ? firstStartScreen : routes.home

    HomeRoutes {
        id: routes

        stack: navigation
        models: navigation.models
        search: findScreen
        pictures: picturesScreen
        record: recordScreen
        programs: programRoutes.programs
        program: programRoutes.program
        spaces: spacesScreen
        reservation: cancelScreen
        suggest: suggestScreen
        onLanguagesAsked: navigation.languagesAsked()
        onStaffAsked: navigation.askStaff()
        onSpaceOpened: now => navigation.showSpace(now)
    }
    ProgramRoutes {
        id: programRoutes

        stack: navigation
        models: navigation.models
        registered: registeredScreen
    }
    Component {
        id: findScreen

        SearchScreen {
            find: navigation.models.find
            letters: navigation.models.translator.letters
            offers: navigation.models.letter_offers
            onOpened: navigation.show(recordScreen)
            newTitles: navigation.models.new_titles
            way: navigation.models.way
            suggestions: navigation.models.suggestions
            onBrowse: start => {
                navigation.show(browseScreen);
                navigation.models.browse.start = start;
            }
            onPictures: navigation.show(picturesScreen)
            onSuggest: navigation.show(suggestScreen)
        }
    }
    Component {
        id: picturesScreen

        PicturesScreen {
            choices: navigation.models.pictures
            find: navigation.models.find
            onChosen: navigation.back()
        }
    }
    Component {
        id: browseScreen

        BrowseScreen {
            browse: navigation.models.browse
            find: navigation.models.find
            letters: navigation.models.translator.letters
            onOpened: navigation.show(recordScreen)
            onLookedUp: navigation.back()
        }
    }
    Component {
        id: recordScreen

        RecordScreen {
            find: navigation.models.find
            way: navigation.models.way
            onLookedUp: navigation.backTo(1)
        }
    }
    Component {
        id: registeredScreen

        ReservedScreen {
            confirmation: navigation.models.registrations.confirmation
            receipt: navigation.models.receipt
            way: navigation.models.way
            accessibility: navigation.models.accessibility
            onDone: navigation.home()
        }
    }
    Component {
        id: spacesScreen

        SpacesScreen {
            spaces: navigation.models.spaces
            onOpened: now => navigation.showSpace(now)
            onReservation: navigation.show(cancelScreen)
        }
    }
    Component {
        id: spaceScreen

        SpaceScreen {
            spaces: navigation.models.spaces
            reservations: navigation.models.reservations
            way: navigation.models.way
            timeGiven: navigation.timeGiven
            onReserved: navigation.show(reservedScreen)
        }
    }
    Component {
        id: reservedScreen

        ReservedScreen {
            confirmation: navigation.models.reservations.confirmation
            receipt: navigation.models.receipt
            way: navigation.models.way
            accessibility: navigation.models.accessibility
            onDone: navigation.home()
        }
    }
    Component {
        id: cancelScreen

        BookingByCodeScreen {
            lookup: navigation.models.lookup
            way: navigation.models.way
            reservation: navigation.models.reservations.confirmation
            registration: navigation.models.registrations.confirmation
            onReservationAgain: {
                navigation.models.reservations.refresh();
                navigation.show(reservedScreen);
            }
            onRegistrationAgain: {
                navigation.models.registrations.refresh();
                navigation.show(registeredScreen);
            }
            onWent: place => routes.go(place)
            onDone: navigation.home()
        }
    }
    Component {
        id: suggestScreen

        SuggestScreen {
            suggestions: navigation.models.suggestions
            letters: navigation.models.translator.letters
            onDone: navigation.home()
        }
    }
    Component {
        id: staffScreen

        StaffScreen {
            staff: navigation.models.staff
        }
    }
    Component {
        id: firstStartScreen

        FirstStartScreen {
            firstStart: navigation.models.first_start
        }
    }
}
