import QtQuick
import "../theme"

// The frame of every screen: a title, a spoken introduction and a first control.
FocusScope {
    id: screen

    property string title: ""
    property string introduction: ""
    property Item first: null
    property bool final: false // the previous step is complete, so there is no way back to it
    property Item last: null // the control with the focus when another screen covered this one

    // Called when the screen is opened or returned to.
    function arrive() {
        Voice.enter(introduction ? title + ". " + introduction : title);
        const goal = last && last.visible ? last : first;
        if (goal && goal.activeFocus)
            Voice.describe(goal); // it has the focus already, which was not announced
        else if (goal)
            goal.forceActiveFocus(Qt.OtherFocusReason);
        else
            forceActiveFocus(Qt.OtherFocusReason);
    }

    // Scrolls to the top; screens that scroll override it.
    function toTop() {
    }

    Accessible.role: Accessible.Pane
    Accessible.name: title
}
