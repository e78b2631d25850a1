pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The steps of a way, numbered. Each step is read aloud on its own.
ColumnLayout {
    id: list

    required property WayModel way
    property bool large: false // the way is all that the screen shows

    spacing: large ? Theme.wideGap : Theme.gap

    Repeater {
        model: list.way.steps

        RowLayout {
            id: step

            required property int index
            required property string number
            required property string text

            spacing: Theme.wideGap

            Rectangle {
                color: Theme.primary
                radius: height / 2
                Layout.preferredWidth: Math.max(height, digit.implicitWidth + Theme.mm(4))
                Layout.preferredHeight: digit.implicitHeight + Theme.mm(2)
                Layout.alignment: Qt.AlignTop

                ReadableText {
                    id: digit

                    anchors.centerIn: parent
                    text: step.number
                    font.pixelSize: list.large ? Theme.headingSize : Theme.bodySize
                    color: Theme.primaryText
                    font.weight: Font.DemiBold
                    lineHeight: 1
                    Accessible.ignored: true
                }
            }
            ReadableText {
                objectName: "way-step-" + step.index
                text: step.text
                Accessible.name: step.number + ". " + text
                font.pixelSize: list.large ? Theme.headingSize : Theme.bodySize
                readable: true
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignVCenter
            }
        }
    }
    ReadableText {
        objectName: "way-notice"
        text: list.way.notice
        font.pixelSize: list.large ? Theme.headingSize : Theme.bodySize
        visible: text !== ""
        readable: true
        Layout.fillWidth: true
    }
}
