import QtQuick
import QtQuick.Layouts
import "../theme"

// The two buttons that page through a pane: at its end, or `below` its content.
GridLayout {
    id: buttons

    required property bool below
    required property bool atTop
    required property bool atEnd

    signal paged(int direction)

    columns: below ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellWidths: true
    uniformCellHeights: true
    Layout.fillHeight: !below
    Layout.fillWidth: below
    Layout.margins: Theme.gap
    Layout.leftMargin: below ? Theme.wideGap : 0
    Layout.rightMargin: below ? Theme.wideGap : Theme.gap
    Layout.topMargin: below ? Theme.gap : Theme.wideGap
    Layout.bottomMargin: below ? Theme.gap : Theme.wideGap

    PageButton {
        text: I18n.trc("navigation", "Page up")
        pictogram: "up"
        idle: buttons.atTop
        onClicked: buttons.paged(-1)
    }
    PageButton {
        text: I18n.trc("navigation", "Page down")
        pictogram: "down"
        idle: buttons.atEnd
        onClicked: buttons.paged(1)
    }
}
