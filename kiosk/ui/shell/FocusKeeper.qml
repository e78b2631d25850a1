import QtQuick

// Keeps the focus on a control that is visible and enabled.
Item {
    id: keeper

    required property Window window
    required property Item page // a container, not a control

    signal lost // the control was destroyed, hidden or disabled

    // Moves the focus to the next or the previous control.
    function move(forward: bool) {
        const from = window.activeFocusItem || page;
        const next = from.nextItemInFocusChain(forward);
        if (next)
            next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
    }

    function check() {
        const item = window.activeFocusItem;
        if (!item || item === window.contentItem || item === page || !item.visible || !item.enabled || (item as FocusScope && !item.activeFocusOnTab))
            keeper.lost();
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
