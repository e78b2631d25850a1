pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../controls"
import "../home"
import "../house"

// The first screen, and the ways from it to the other screens.
Item {
    id: routes

    required property ScreenStack stack
    required property ViewModels models
    required property Component search
    required property Component pictures
    required property Component record
    required property Component programs
    required property Component program
    required property Component spaces
    required property Component reservation
    required property Component suggest
    readonly property Component home: homeScreen
    readonly property Component ask: askStaffScreen

    signal languagesAsked // the visitor wants to see all languages
    signal staffAsked
    signal spaceOpened(bool now)

    // Opens what the first screen names `place`.
    function go(place: string) {
        switch (place) {
        case "languages":
            languagesAsked();
            break;
        case "staff":
            staffAsked();
            break;
        case "pictures":
            stack.show(search); // which shows the titles behind a picture
            stack.show(pictures);
            break;
        case "titles":
            openTitles(models.home.page.shelfLanguage);
            break;
        default:
            stack.show({search, programs, spaces, reservation, suggest, ask, map: mapScreen}[place]);
        }
    }

    // Opens the field for a code, with its first digit.
    function beginCode(digit: string) {
        go("reservation");
        for (let each = Window.activeFocusItem; each; each = each.parent)
            if (each instanceof TextEntry)
                (each as TextEntry).change(digit);
    }

    // Opens the titles that were added last, of one language if `language` is not empty.
    function openTitles(language: string) {
        stack.show(search);
        models.find.arrange("newest");
        if (language)
            models.find.toggle("language", language);
    }

    function openTitle(bibId: int) {
        models.find.openRecord(bibId);
        stack.show(record);
    }

    function openProgram(key: string) {
        if (models.programs.openKey(key))
            stack.show(program);
    }

    function useSpace(code: string, now: bool) {
        if (now) {
            models.spaces.useNow(code);
        } else {
            models.spaces.start();
            models.spaces.openSpace(code);
        }
        spaceOpened(now);
    }

    Component {
        id: homeScreen

        HomeScreen {
            model: routes.models.home
            staff: routes.models.staff
            sync: routes.models.sync
            branding: routes.models.branding
            translator: routes.models.translator
            suggestions: routes.models.suggestions
            hasMap: routes.models.way.houseKnown
            onGo: place => routes.go(place)
            onTitleOpened: bibId => routes.openTitle(bibId)
            onProgramOpened: key => routes.openProgram(key)
            onSpaceWanted: (code, now) => routes.useSpace(code, now)
            onCodeBegun: digit => routes.beginCode(digit)
        }
    }
    Component {
        id: mapScreen

        HouseMapScreen {
            way: routes.models.way
            onOpened: routes.stack.show(wayScreen)
        }
    }
    Component {
        id: wayScreen

        WayScreen {
            way: routes.models.way
        }
    }
    Component {
        id: askStaffScreen

        AskStaffScreen {
            page: routes.models.home.page
            way: routes.models.way
            onDone: routes.stack.home()
        }
    }
}
