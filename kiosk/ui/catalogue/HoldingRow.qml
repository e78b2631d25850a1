import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The copies of a title at one branch: shelf, call number and status.
FramedBox {
    id: row

    required property string branch
    required property string place
    required property string status
    required property string pictogram
    property list<var> spoken: [Voice.phrase(branch, ""), Voice.code(place), Voice.phrase(status, "")]

    implicitHeight: column.implicitHeight + Theme.gap * 2
    // The row stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [branch, place, status].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.mm(1)

        ReadableText {
            text: row.branch
            font.weight: Font.DemiBold
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: row.place
            isCode: true
            visible: text !== ""
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        LabelledPictogram {
            pictogram: row.pictogram
            text: row.status
            Layout.fillWidth: true
        }
    }
    FocusRing {
        control: row
    }
}
