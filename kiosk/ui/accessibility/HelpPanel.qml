pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The help: how to hear, enlarge and end, what the keys do, and where a person helps.
SettingsPanel {
    id: panel

    required property StaffModel staff
    required property Fittings fittings
    required property bool leadsOn // the bar has all buttons

    property bool leadsToDesk: true

    signal deskAsked

    title: I18n.trc("help", "Help")

    GridLayout {
        columns: Theme.wide && Theme.scale < 1.4 ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Topic {
            pictogram: "speech"
            title: I18n.trc("help", "Hear the screen")
            text: Voice.guide && Voice.guide.unavailable || panel.fittings.hearing + (Voice.byKeys ? "" : " " + panel.fittings.flicks)
            visible: panel.fittings.hearing !== ""
        }
        Topic {
            pictogram: "text-size"
            title: I18n.trc("help", "Larger, or in other colours")
            text: I18n.trc("help", "“Display” makes everything larger, changes the colours, and moves everything down within reach.")
        }
        Topic {
            pictogram: "language"
            title: I18n.trc("help", "Your language")
            text: panel.leadsOn ? I18n.trc("help", "“Language” shows all languages of this screen.") : I18n.trc("help", "“Display”, then “Language”, shows all languages of this screen.")
        }
        Topic {
            pictogram: "keyboard"
            title: I18n.trc("help", "With keys instead of touch")
            text: panel.fittings.keys
            visible: text !== ""
        }
        Topic {
            pictogram: "done"
            title: I18n.trc("help", "When you go")
            text: I18n.trc("help", "“I’m done” clears the screen for the next visitor. It also clears itself after a while.")
        }
        Topic {
            pictogram: "person"
            title: I18n.trc("help", "A person who helps")
            text: panel.staff.branchLine || I18n.trc("help", "The staff at the desk are glad to help you.")
        }
    }

    PushButton {
        objectName: "help-desk"
        text: I18n.trc("home", "Ask staff")
        hint: I18n.trc("home", "The way to the desk")
        pictogram: "place"
        primary: true
        visible: panel.leadsToDesk
        Layout.fillWidth: true
        onClicked: panel.deskAsked()
    }

    component Topic: FramedBox {
        id: topic

        required property string pictogram
        required property string title
        required property string text

        implicitHeight: Math.max(parts.implicitHeight + Theme.wideGap, panel.rowHeight(Theme.wide ? 3.4 : 6.5, Theme.mm(90)))
        Layout.fillWidth: true
        Layout.fillHeight: true

        GridLayout {
            id: parts

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.scale < 2 ? Theme.wideGap : Theme.mm(1.5) // large text needs the whole width
            width: parent.width - x * 2
            columns: Theme.scale < 2 ? 2 : 1 // large text needs the whole width
            columnSpacing: Theme.wideGap
            rowSpacing: 0

            Rectangle {
                visible: Theme.scale < 2
                color: Theme.good
                radius: height / 2
                border.color: Theme.outline
                border.width: Theme.plain ? Theme.line : 0
                Layout.rowSpan: 2
                Layout.alignment: Qt.AlignVCenter
                Layout.preferredWidth: Theme.barIconSize * 3.2
                Layout.preferredHeight: Layout.preferredWidth

                Pictogram {
                    anchors.centerIn: parent
                    name: topic.pictogram
                    color: Theme.goodText
                    size: Theme.barIconSize * 1.8
                }
            }
            Heading {
                text: topic.title
                Layout.fillWidth: true
            }
            ReadableText {
                text: topic.text
                font.pixelSize: Theme.wide || Theme.scale > 1 ? Theme.bodySize : Math.round(Theme.bodySize * 1.15)
                readable: true
                Layout.fillWidth: true
            }
        }
    }
}
