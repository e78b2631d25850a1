pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../catalogue"
import "../controls"
import "../scanning"

// The ways from a scanned code: to its title, or to the screen that does not know it.
Item {
    id: routes

    required property ScreenStack stack
    required property ViewModels models
    required property Component record

    signal arriving // at a screen, from anywhere
    signal went(string place) // to "search" or "ask"

    // Shows a screen. If one of its kind is open, the new one takes its place.
    function arrive(component: Component) {
        routes.arriving();
        const top = stack.screen;
        if (top instanceof UnknownCodeScreen || top instanceof RecordScreen)
            stack.replace(component);
        else
            stack.show(component);
    }

    Connections {
        target: routes.models.scanned

        function onFound(bibId: int) {
            routes.models.find.openRecord(bibId);
            routes.arrive(routes.record);
        }

        function onUnknown() {
            routes.arrive(unknownScreen);
        }

        // The first letter of a code was typed into a field before it was known to be one.
        function onLeaked(before: string) {
            for (let each = routes.Window.activeFocusItem; each; each = each.parent)
                if (each instanceof TextEntry)
                    (each as TextEntry).compose(before);
        }
    }
    Component {
        id: unknownScreen

        UnknownCodeScreen {
            scanned: routes.models.scanned
            onWent: place => routes.went(place)
        }
    }
}
