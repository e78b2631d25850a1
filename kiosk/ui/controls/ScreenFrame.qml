import QtQuick
import "../theme"

// The frame of every screen: a title, a spoken introduction and a first control.
FocusScope {
    id: screen

    property string title: ""
    property string subtitle: "" // the second line of the head
    property string introduction: ""
    property Component head: null // replaces the head with the title
    property bool headless: false // no head at all
    property bool barless: false // no accessibility bar
    property Item first: null
    property bool final: false // the previous step is complete, so the visitor cannot go back
    property bool arriving: false // the first control is taking the focus, which scrolls nothing
    property Item last: null // the control that had the focus when another screen opened

    // Called when the screen is opened, or when the visitor returns to the screen.
    function arrive() {
        const named = /[?!؟]$/.test(title) ? title + " " : title + ". ";
        Voice.enter(introduction ? named + introduction : title);
        const goal = last && last.visible ? last : first;
        arriving = goal === first;
        if (goal && goal.activeFocus)
            Voice.describe(goal); // the control already had the focus, so no change was announced
        else if (goal)
            goal.forceActiveFocus(Qt.OtherFocusReason);
        else
            forceActiveFocus(Qt.OtherFocusReason);
        arriving = false;
    }

    // Scrolls to the top. Screens that can scroll override this function.
    function toTop() {
    }

    Accessible.role: Accessible.Pane
    Accessible.name: title

    Part {
        name: screen.title
    }
}
