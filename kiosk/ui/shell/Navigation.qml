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
    required property SettingsPanels panels
    readonly property bool forStaff: screen instanceof StaffScreen || screen instanceof FirstStartScreen

    signal languagesAsked

    // Shows who helps and the way to the desk.
    function askDesk() {
        if (!(screen as AskStaffScreen))
            routes.go("ask");
    }

    // Opens the field for a code, from any screen of visitors.
    function askCode() {
        panels.close();
        if (!forStaff && !(screen as BookingByCodeScreen))
            show(cancelScreen);
    }

    function askStaff() {
        panels.close();
        if (!forStaff)
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
        spaces: spaceRoutes.spaces
        reservation: cancelScreen
        suggest: suggestScreen
        onLanguagesAsked: navigation.languagesAsked()
        onStaffAsked: navigation.askStaff()
        onSpaceOpened: now => spaceRoutes.showSpace(now)
    }
    ProgramRoutes {
        id: programRoutes

        stack: navigation
        models: navigation.models
        registered: registeredScreen
    }
    SpaceRoutes {
        id: spaceRoutes

        stack: navigation
        models: navigation.models
        onCodeWanted: navigation.show(cancelScreen)
    }
    ScanRoutes {
        stack: navigation
        models: navigation.models
        record: recordScreen
        onArriving: navigation.panels.close()
        onWent: place => routes.go(place)
    }
    Component {
        id: findScreen

        SearchScreen {
            find: navigation.models.find
            letters: navigation.models.translator.letters
            offers: navigation.models.letter_offers
            onOpened: navigation.show(recordScreen)
            related: navigation.models.related
            newTitles: navigation.models.new_titles
            way: navigation.models.way
            suggestions: navigation.models.suggestions
            onBrowse: start => {
                navigation.show(browseScreen);
                navigation.models.browse.start = start;
            }
            onPictures: navigation.show(picturesScreen)
            onAsk: routes.go("ask")
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
        id: cancelScreen

        BookingByCodeScreen {
            lookup: navigation.models.lookup
            way: navigation.models.way
            reservation: navigation.models.reservations.confirmation
            registration: navigation.models.registrations.confirmation
            onReservationAgain: {
                navigation.models.reservations.refresh();
                navigation.show(spaceRoutes.reserved);
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
