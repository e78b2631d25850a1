import QtQuick
import QtQuick.Controls.Basic
import "../controls"

// The stack of screens. The top screen is visible and has the focus.
FocusScope {
    id: screens

    property alias initialItem: stack.initialItem
    readonly property ScreenFrame screen: stack.currentItem as ScreenFrame
    readonly property int depth: stack.depth

    function show(component: Component) {
        if (screen)
            screen.last = Window.activeFocusItem;
        stack.pushItem(component, ({}), StackView.Immediate);
        screen.arrive();
    }

    // Shows a screen instead of the top screen.
    function replace(component: Component) {
        stack.replaceCurrentItem(component, ({}), StackView.Immediate);
        screen.arrive();
    }

    function back() {
        if (depth < 2)
            return;
        if (screen.final) {
            home();
            return;
        }
        stack.popCurrentItem(StackView.Immediate);
        screen.arrive();
    }

    // Closes all screens above the screen at `index`; the index of the first screen is 0.
    function backTo(place: int) {
        while (depth > place + 1)
            stack.popCurrentItem(StackView.Immediate);
        screen.arrive();
    }

    function home() {
        stack.pop(null, StackView.Immediate);
        screen.last = null;
        screen.toTop();
        screen.arrive();
    }

    // Reads the top screen again from the beginning.
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
    }
}
