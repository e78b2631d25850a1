pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import Kiosk
import "controls"
import "screens"

// Which screen leads to which.
FocusScope {
    id: navigation

    required property FindModel find
    required property BrowseModel browse
    required property ProgramsModel programs
    required property SpacesModel spaces
    required property Reservations reservations
    required property StaffModel staff
    required property SyncStatus sync
    required property HouseModel house
    required property Translator translator
    required property Comfort comfort
    readonly property ScreenFrame screen: stack.currentItem as ScreenFrame
    readonly property int depth: stack.depth

    function show(component: Component) {
        if (screen)
            screen.last = Window.activeFocusItem;
        stack.pushItem(component, ({}), StackView.Immediate);
        screen.arrive();
    }

    function back() {
        if (depth < 2)
            return;
        stack.popCurrentItem(StackView.Immediate);
        screen.arrive();
    }

    // Leaves all screens above the one at that place; the first is 0.
    function backTo(place: int) {
        while (depth > place + 1)
            stack.popCurrentItem(StackView.Immediate);
        screen.arrive();
    }

    function home() {
        stack.pop(null, StackView.Immediate);
        screen.last = null;
        (screen as HomeScreen).toTop();
        screen.arrive();
    }

    // Reads the screen anew, from its beginning.
    function fromTheTop() {
        screen.last = null;
        screen.arrive();
    }

    function takeFocus() {
        if (screen)
            screen.arrive();
    }

    StackView {
        id: stack

        anchors.fill: parent
        focus: true
        initialItem: homeScreen
    }

    Component {
        id: homeScreen

        HomeScreen {
            staff: navigation.staff
            sync: navigation.sync
            house: navigation.house
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
            comfort: navigation.comfort
            onDone: navigation.home()
        }
    }
    Component {
        id: cancelScreen

        CancelScreen {
            reservations: navigation.reservations
            onDone: navigation.home()
        }
    }
    Component {
        id: staffScreen

        StaffScreen {
            staff: navigation.staff
        }
    }
}
