import QtQuick
import QtQuick.Layouts
import "../theme"

// The heading of a section, with an optional link at the end of the line.
GridLayout {
    id: section

    property string text: ""
    property string link: ""
    property string linkHint: ""
    property string linkName: "" // the object name of the link

    signal opened

    columns: heading.implicitWidth + more.implicitWidth + columnSpacing > width ? 1 : 2
    columnSpacing: Theme.wideGap
    rowSpacing: 0
    Layout.fillWidth: true
    Layout.topMargin: Theme.gap

    Heading {
        id: heading

        text: section.text
        Layout.fillWidth: true
    }
    PushButton {
        id: more

        objectName: section.linkName
        text: section.link
        hint: section.linkHint
        visible: section.link !== ""
        quiet: true
        ink: pressed ? Theme.primaryText : Theme.primary
        font.weight: Font.DemiBold
        least: Theme.smallTarget
        pictogram: "next"
        mirrorable: true
        onClicked: section.opened()
    }
}
