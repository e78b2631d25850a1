import QtQuick

// The focus must always be on something that can be seen and used.
Item {
    id: keeper

    required property Window window
    required property Item page // it only holds others

    signal lost // where it was has gone, is hidden, or was disabled

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
