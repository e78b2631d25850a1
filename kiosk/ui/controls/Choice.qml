import QtQuick
import QtQuick.Layouts
import "../theme"

// A choice that is on or off: a check box, or a radio button if `single` is true. The shape of
// the mark shows the state, not only the colour.
Pressable {
    id: choice

    property bool single: false
    property string pictogram: ""

    checkable: true
    least: Theme.smallTarget
    leftPadding: Theme.gap
    rightPadding: Theme.gap * 1.5
    font.pixelSize: Theme.bodySize
    Accessible.role: single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: checked
    // Announce the state once, after all changes that the tap causes.
    onCheckedChanged: if (activeFocus)
        Qt.callLater(Voice.tellState, choice)

    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            color: choice.checked ? choice.ink : "transparent"
            border.color: choice.ink
            border.width: Theme.line
            radius: choice.single ? width / 2 : Theme.mm(1)
            Layout.preferredWidth: Math.round(Theme.bodySize * 0.95)
            Layout.preferredHeight: Layout.preferredWidth

            Pictogram {
                anchors.centerIn: parent
                visible: choice.checked
                name: "check"
                color: choice.fill
                size: Math.round(parent.width * 0.8)
            }
        }
        Pictogram {
            visible: choice.pictogram !== ""
            name: choice.pictogram
            color: choice.ink
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: choice.text
            color: choice.ink
            font.pixelSize: choice.font.pixelSize
            Accessible.ignored: true
            Layout.fillWidth: true
        }
    }
}
