import QtQuick
import "../theme"

// What every screen is: a title, an introduction that is spoken, a first control.
FocusScope {
    id: screen

    property string title: ""
    property string introduction: ""
    property Item first: null
    property bool final: false // what led here is done: nobody goes back to it
    property Item last: null // what had the focus when another screen was put over it

    // Shows itself to a visitor who has just come here, or come back.
    function arrive() {
        Voice.enter(introduction ? title + ". " + introduction : title);
        const goal = last && last.visible ? last : first;
        if (goal && goal.activeFocus)
            Voice.describe(goal); // it has come back already, which was not heard
        else if (goal)
            goal.forceActiveFocus(Qt.OtherFocusReason);
        else
            forceActiveFocus(Qt.OtherFocusReason);
    }

    // Shows its beginning again; what scrolls does it in its own way.
    function toTop() {
    }

    Accessible.role: Accessible.Pane
    Accessible.name: title
}
