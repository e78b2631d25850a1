import QtQuick
import QtQuick.Layouts
import "../theme"

// A pane whose content may be taller than the pane. Two large buttons page through the content,
// so that nobody has to drag: at the end, or from 200 % on below the content, which needs the
// width. A control that receives the focus is scrolled into view, but not when a screen opens:
// every screen opens at its top.
FocusScope {
    id: pane

    default property alias content: column.data
    property alias spacing: column.spacing
    property int margin: Theme.wideGap
    property bool centred: false // centre the content if the pane is taller
    property bool filled: false // stretch the content if the pane is taller
    readonly property real need: column.implicitHeight + margin * 2
    property bool overflows: false
    readonly property bool below: Theme.scale >= 2 // the buttons are below the content
    property Item opener: null // the control that had the focus when the screen opened
    readonly property bool reading: reader.activeFocus // the visitor turns pages without stops
    property Item origin: null // the stop before what is being read

    // The buttons take up width, and narrower content can become shorter: without a margin the
    // buttons would appear and disappear for ever.
    function weigh(leeway: real) {
        if (need > height + 1)
            overflows = true;
        else if (need < height - leeway)
            overflows = false;
    }

    function page(direction: int) {
        const most = Math.max(0, flick.contentHeight - flick.height);
        flick.contentY = Math.max(0, Math.min(most, flick.contentY + direction * flick.height * 0.85));
    }

    function toTop() {
        flick.contentY = 0;
    }

    function frame(): ScreenFrame {
        for (let each = parent; each; each = each.parent)
            if (each instanceof ScreenFrame)
                return each as ScreenFrame;
        return null;
    }

    // Returns whether at least half of `item` is in sight.
    function inSight(item: Item): bool {
        const top = item.mapToItem(flick, 0, 0).y;
        const seen = Math.min(top + item.height, flick.height) - Math.max(top, 0);
        return seen >= Math.min(item.height, flick.height) / 2;
    }

    // Returns where the content is scrolled to when `item` is in sight.
    function scrolledTo(item: Item): real {
        const top = item.mapToItem(column, 0, 0).y + margin;
        const room = Theme.focusGap + Theme.focusLine + Theme.gap;
        const most = Math.max(0, flick.contentHeight - flick.height);
        if (top - room < flick.contentY || item.height > flick.height)
            return Math.max(0, Math.min(most, top - room));
        if (top + item.height + room > flick.contentY + flick.height)
            return Math.min(most, top + item.height + room - flick.height);
        return flick.contentY;
    }

    function reveal(item: Item) {
        flick.contentY = scrolledTo(item);
    }

    // Turns a page instead of moving the focus from the stop `from` to `goal`, if something on the
    // way would not be seen. Returns false if everything has been in sight.
    function turn(from: Item, goal: Item, forward: bool): bool {
        const before = flick.contentY;
        const most = Math.max(0, flick.contentHeight - flick.height);
        if (!reading && !holds(from))
            flick.contentY = forward ? 0 : most; // the pane is entered at its beginning or its end
        const way = holds(goal) ? scrolledTo(goal) - flick.contentY : forward ? most - flick.contentY : -flick.contentY;
        if (Math.abs(way) < (holds(goal) ? flick.height * 0.85 : 1))
            return false;
        if (flick.contentY === before)
            page(forward ? 1 : -1);
        origin = forward ? from : goal;
        reader.forceActiveFocus(Qt.OtherFocusReason);
        return true;
    }

    function holds(item: Item): bool {
        for (let each = item; each; each = each.parent)
            if (each === column)
                return true;
        return false;
    }

    // Shows a part from its beginning, if its first stop then stays in sight.
    function revealPart(start: Item, stop: Item) {
        if (!holds(start))
            return;
        const top = start.mapToItem(column, 0, 0).y;
        const end = stop.mapToItem(column, 0, 0).y + Math.min(stop.height, flick.height / 2);
        if (end - top < flick.height - Theme.wideGap)
            flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height, top));
    }

    // The first control of a screen stays where it is, until the keyboard opens over it or a
    // visitor with keys would not see it.
    function revealFocus() {
        const item = Window.activeFocusItem;
        if (!item || !holds(item))
            return;
        const screen = frame();
        if (screen && screen.arriving)
            opener = item;
        else if (opener !== item)
            opener = null;
        if (item !== opener || Qt.inputMethod.visible || Theme.showsFocus && !inSight(item)) // qmllint disable missing-property
            reveal(item);
    }

    onNeedChanged: weigh(Theme.mm(filled ? 16 : 40))
    onHeightChanged: {
        weigh(0);
        Qt.callLater(revealFocus);
    }

    Connections {
        target: pane.Window.window

        function onActiveFocusItemChanged() {
            pane.revealFocus();
        }
    }

    GridLayout {
        anchors.fill: parent
        columns: pane.below ? 1 : 2
        columnSpacing: 0
        rowSpacing: 0

        Flickable {
            id: flick

            Layout.fillWidth: true
            Layout.fillHeight: true
            contentWidth: width
            contentHeight: column.implicitHeight + pane.margin * 2
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            onContentHeightChanged: Qt.callLater(pane.revealFocus)

            ColumnLayout {
                id: column

                x: pane.margin
                y: pane.centred && !pane.overflows ? (flick.height - implicitHeight) / 2 : pane.margin
                width: flick.width - pane.margin * 2
                height: pane.filled ? Math.max(implicitHeight, flick.height - pane.margin * 2) : implicitHeight
                spacing: Theme.gap
            }
        }
        PageButtons {
            below: pane.below
            atTop: flick.contentY <= 0
            atEnd: flick.contentY >= flick.contentHeight - flick.height - 1
            visible: pane.overflows
            onPaged: direction => pane.page(direction)
        }
    }

    // Has the focus while the visitor turns pages on which nothing can be chosen.
    Item {
        id: reader

        readonly property int inset: Theme.focusGap + Theme.focusLine + Theme.line

        x: flick.x + inset
        y: flick.y + inset
        width: flick.width - inset * 2
        height: flick.height - inset * 2

        FocusRing {
            control: reader
        }
    }
}
