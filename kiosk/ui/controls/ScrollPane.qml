import QtQuick
import QtQuick.Layouts
import "../theme"

// A pane whose content may be taller than the pane. Two large buttons page through the content,
// so that nobody has to drag. A control that receives the focus is scrolled into view.
FocusScope {
    id: pane

    default property alias content: column.data
    property alias spacing: column.spacing
    property int margin: Theme.wideGap
    property bool centred: false // centre the content if the pane is taller
    property bool filled: false // stretch the content if the pane is taller
    readonly property real need: column.implicitHeight + margin * 2
    property bool overflows: false

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

    function reveal(item: Item) {
        const top = item.mapToItem(column, 0, 0).y + margin;
        const room = Theme.focusGap + Theme.focusLine + Theme.gap;
        const most = Math.max(0, flick.contentHeight - flick.height);
        if (top - room < flick.contentY || item.height > flick.height)
            flick.contentY = Math.max(0, Math.min(most, top - room));
        else if (top + item.height + room > flick.contentY + flick.height)
            flick.contentY = Math.min(most, top + item.height + room - flick.height);
    }

    function holds(item: Item): bool {
        for (let each = item; each; each = each.parent)
            if (each === column)
                return true;
        return false;
    }

    Keys.onPressed: event => {
        if (event.key === Qt.Key_PageDown || event.key === Qt.Key_PageUp) {
            pane.page(event.key === Qt.Key_PageDown ? 1 : -1);
            event.accepted = true;
        }
    }

    function revealFocus() {
        const item = Window.activeFocusItem;
        if (item && holds(item))
            reveal(item);
    }

    onNeedChanged: weigh(Theme.mm(40))
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

    RowLayout {
        anchors.fill: parent
        spacing: 0

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
                height: pane.filled && !pane.overflows ? Math.max(implicitHeight, flick.height - pane.margin * 2) : implicitHeight
                spacing: Theme.gap
            }
        }
        ColumnLayout {
            visible: pane.overflows
            spacing: Theme.gap
            Layout.fillHeight: true
            Layout.topMargin: Theme.wideGap
            Layout.bottomMargin: Theme.wideGap
            Layout.rightMargin: Theme.gap

            PageButton {
                text: I18n.trc("navigation", "Page up")
                pictogram: "up"
                quiet: flick.contentY <= 0
                onClicked: pane.page(-1)
            }
            PageButton {
                text: I18n.trc("navigation", "Page down")
                pictogram: "down"
                quiet: flick.contentY >= flick.contentHeight - flick.height - 1
                onClicked: pane.page(1)
            }
        }
    }
}
