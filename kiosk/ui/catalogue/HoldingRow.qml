import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The copies of a title at one branch: shelf, call number, whether it is there.
Panel {
    id: row

    required property var holding
    property var spoken: [
        {text: holding.branch, language: ""},
        {text: holding.place, language: "", mark: true},
        {text: holding.status, language: ""}
    ]

    implicitHeight: column.implicitHeight + Theme.gap * 2
    // While it has the focus it stays a stop: Qt refuses to take it from under the focus.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [holding.branch, holding.place, holding.status].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.mm(1)

        Words {
            text: row.holding.branch
            font.weight: Font.DemiBold
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Words {
            text: row.holding.place
            visible: text !== ""
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Mark {
            pictogram: row.holding.pictogram
            text: row.holding.status
            Layout.fillWidth: true
        }
    }
    FocusRing {
        control: row
    }
}
