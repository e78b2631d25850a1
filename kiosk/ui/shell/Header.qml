import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The header of every screen: the back button, the title and the time of day.
Rectangle {
    id: header

    required property string title
    required property string clock
    required property bool canGoBack

    signal back

    implicitHeight: row.implicitHeight + Theme.gap * 2
    color: Theme.bar

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.margins: Theme.gap
        anchors.leftMargin: Theme.wideGap
        anchors.rightMargin: Theme.wideGap
        spacing: Theme.wideGap

        PushButton {
            objectName: "back"
            visible: header.canGoBack
            text: I18n.trc("navigation", "Back")
            hint: I18n.trc("navigation", "Previous screen")
            pictogram: "back"
            mirrorable: true
            onClicked: header.back()
        }
        Heading {
            text: header.title
            font.pixelSize: Theme.titleSize
            Layout.fillWidth: true
        }
        ReadableText {
            text: header.clock
            visible: Theme.scale <= 1.5
            readable: true
            Accessible.name: I18n.trc("navigation", "The time is {time}", {time: header.clock})
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
}
