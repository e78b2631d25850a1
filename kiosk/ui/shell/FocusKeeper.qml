import QtQuick
import Kiosk
import "../controls"
import "../theme"

// Moves the focus, and keeps it on a control that is visible and enabled.
Item {
    id: keeper

    required property Window window
    required property Item page // a container, not a control
    required property SpeechGuide guide

    signal lost // the control was destroyed, hidden or disabled

    // Moves the focus to the next or the previous control.
    function move(forward: bool) {
        const focus = window.activeFocusItem || page;
        const pane = paneOf(focus);
        const from = pane && pane.reading && pane.origin || focus;
        const goal = from !== focus && !forward ? from : from.nextItemInFocusChain(forward);
        if (goal && !turns(from, goal, forward))
            goal.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // Moves the focus to the next or the previous part, and says its name.
    function movePart(forward: bool) {
        const focus = window.activeFocusItem;
        const pane = paneOf(focus);
        const from = pane && pane.reading && pane.origin || focus;
        const count = order.read();
        if (count === 0)
            return;
        const at = order.partOf(from);
        const to = forward ? at + 1 : Math.max(at, 0) - 1;
        const part = (to + count) % count;
        const stop = order.firstStop(part);
        if (turns(from, stop, forward))
            return;
        const start = order.starts[part];
        Voice.enterPart(order.names[part], order.languages[part], stop);
        const shown = paneOf(stop);
        if (shown)
            shown.revealPart(start, stop);
    }

    // Without speech nothing is passed unseen: turns a page instead where something would be.
    function turns(from: Item, goal: Item, forward: bool): bool {
        const left = paneOf(window.activeFocusItem);
        const entered = paneOf(goal);
        return !Voice.on && (left !== null && left.turn(from, goal, forward) || entered !== null && entered !== left && entered.turn(from, goal, forward));
    }

    function paneOf(item: Item): ScrollPane {
        for (let each = item; each; each = each.parent)
            if (each instanceof ScrollPane)
                return each as ScrollPane;
        return null;
    }

    // Moves the focus to the first or the last item of the list that it is in.
    function moveToEnd(last: bool) {
        const list = order.list(window.activeFocusItem);
        if (list.length > 0)
            list[last ? list.length - 1 : 0].forceActiveFocus(last ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    // Moves the focus to the choice with this `number` among up to nine, and chooses it.
    function choose(number: int): bool {
        const list = order.list(window.activeFocusItem).filter(each => each instanceof Pressable);
        const choice = list[number - 1] as Pressable;
        if (list.length > 9 || !choice)
            return false;
        choice.forceActiveFocus(Qt.TabFocusReason);
        choice.click();
        return true;
    }

    // Says where the visitor is on the screen called `title`.
    function explain(title: string) {
        order.read();
        const part = order.partOf(window.activeFocusItem);
        guide.explain(title, part < 0 ? "" : order.names[part], part < 0 ? "" : order.languages[part]);
    }

    // Moves the focus for an action of the keypad; returns false if the action is another one.
    function go(action: string): bool {
        switch (action) {
        case "next":
        case "previous":
            move(action === "next");
            return true;
        case "next_part":
        case "previous_part":
            movePart(action === "next_part");
            return true;
        case "first":
        case "last":
            moveToEnd(action === "last");
            return true;
        }
        return false;
    }

    // Moves the focus, or chooses by a digit; returns false if `key` does neither.
    function press(key: int): bool {
        return key >= Qt.Key_1 && key <= Qt.Key_9 ? choose(key - Qt.Key_0) : go(actionOf(key));
    }

    // Returns the action of `key`, or "".
    function actionOf(key: int): string {
        switch (key) {
        case Qt.Key_Down:
        case Qt.Key_Tab:
        case Theme.rightToLeft ? Qt.Key_Left : Qt.Key_Right:
            return "next";
        case Qt.Key_Up:
        case Qt.Key_Backtab:
        case Theme.rightToLeft ? Qt.Key_Right : Qt.Key_Left:
            return "previous";
        case Qt.Key_PageDown:
            return "next_part";
        case Qt.Key_PageUp:
            return "previous_part";
        case Qt.Key_Home:
            return "first";
        case Qt.Key_End:
            return "last";
        }
        return "";
    }

    function check() {
        const item = window.activeFocusItem;
        if (!item || item === window.contentItem || item === page || !item.visible || !item.enabled || (item as FocusScope && !item.activeFocusOnTab))
            keeper.lost();
    }

    ReadingOrder {
        id: order

        page: keeper.page
    }
    Connections {
        target: keeper.guide

        function onMoveAsked(action: string) {
            keeper.go(action);
        }

        function onEntered() {
            order.forget();
        }
    }
    Connections {
        target: keeper.window

        function onActiveFocusItemChanged() {
            Qt.callLater(keeper.check);
        }
    }
    Connections {
        target: keeper.window.activeFocusItem

        function onVisibleChanged() {
            Qt.callLater(keeper.check);
        }

        function onEnabledChanged() {
            Qt.callLater(keeper.check);
        }
    }
}
