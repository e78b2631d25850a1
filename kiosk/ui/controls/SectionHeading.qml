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
    Pressable {
        id: more

        objectName: section.linkName
        text: section.link
        hint: section.linkHint
        visible: section.link !== ""
        framed: false
        ink: pressed ? Theme.primaryText : Theme.primary
        least: Theme.smallTarget

        contentItem: RowLayout {
            spacing: Theme.mm(2)

            ReadableText {
                text: more.text
                color: more.ink
                font.weight: Font.DemiBold
                lineHeight: 1
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Pictogram {
                name: "next"
                color: more.ink
                mirrorable: true
                size: Math.round(Theme.iconSize * 0.8)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
            }
        }
        onClicked: section.opened()
    }
}
