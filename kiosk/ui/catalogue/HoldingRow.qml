import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The copies of a title on one shelf of a branch: branch, shelf and status.
FramedBox {
    id: row

    required property string branch
    required property string branchLanguage
    required property string place
    required property string shelf
    required property string shelfLanguage
    required property string callNumber
    required property string status
    required property string pictogram
    property list<var> spoken: [Voice.phrase(branch, branchLanguage), Voice.phrase(status, ""), Voice.phrase(shelf, shelfLanguage), Voice.code(callNumber)]

    implicitHeight: line.implicitHeight + Theme.gap * 2
    // The row stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [branch, status, place].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    GridLayout {
        id: line

        x: Theme.gap
        y: Theme.gap
        width: parent.width - Theme.gap * 2
        columns: width > Theme.bodySize * 24 ? 3 : 1
        columnSpacing: Theme.gap
        rowSpacing: 0
        uniformCellWidths: columns > 1

        ReadableText {
            text: row.branch
            font.weight: Font.DemiBold
            font.pixelSize: Theme.smallSize
            lineHeight: Theme.tallScript ? 1 : 1.05
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        // The text takes the width of its cell, and its lines give the height.
        Item {
            implicitHeight: state.height
            Layout.fillWidth: true

            LabelledPictogram {
                id: state

                anchors.left: parent.left // mirrored from right to left
                pictogram: row.pictogram
                text: row.status
            }
        }
        ReadableText {
            text: row.place
            isCode: true
            visible: text !== ""
            color: Theme.quiet
            font.pixelSize: Theme.smallSize
            lineHeight: Theme.tallScript ? 1 : 1.05
            Accessible.ignored: true
            Layout.fillWidth: true
        }
    }
    FocusRing {
        control: row
    }
}
