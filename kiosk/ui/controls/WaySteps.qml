pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The steps of a way, numbered. Each step is read aloud on its own.
ColumnLayout {
    id: list

    required property WayModel way
    property int letter: Theme.headingSize // pixels

    spacing: Theme.gap

    Part {
        name: I18n.trc("parts", "Steps")
    }
    Repeater {
        model: list.way.steps

        ColumnLayout {
            id: step

            required property int index
            required property string number
            required property string text
            required property string level

            spacing: Theme.gap
            Layout.fillWidth: true

            ReadableText {
                visible: text !== ""
                text: step.level
                color: Theme.quiet
                font.weight: Font.DemiBold
                Accessible.ignored: true
                Layout.topMargin: step.index ? Theme.gap : 0
                Layout.fillWidth: true
            }
            RowLayout {
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
                        font.pixelSize: list.letter
                        color: Theme.primaryText
                        font.weight: Font.DemiBold
                        lineHeight: 1
                        Accessible.ignored: true
                    }
                }
                ReadableText {
                    objectName: "way-step-" + step.index
                    text: step.text
                    Accessible.name: (step.level === "" ? "" : step.level + ". ") + step.number + ". " + text
                    font.pixelSize: list.letter
                    readable: true
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignVCenter
                }
            }
        }
    }
    ReadableText {
        objectName: "way-notice"
        text: list.way.notice
        font.pixelSize: list.letter
        visible: text !== ""
        readable: true
        Layout.fillWidth: true
    }
}
