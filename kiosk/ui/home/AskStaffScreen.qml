pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// How to get help: the hours of the library, in which staff are here.
ScreenFrame {
    id: screen

    required property HomePage page
    required property WayModel way

    title: I18n.trc("home", "Ask staff")
    introduction: [advice.text, page.opening].filter(part => part).join(" ")
    first: advice

    signal done

    Component.onCompleted: way.showDesk()
    Component.onDestruction: way.clear()

    function toTop() {
        pane.toTop();
    }

    ScrollPane {
        id: pane

        anchors.fill: parent
        spacing: Theme.wideGap
        centred: true

        ReadableText {
            id: advice

            text: I18n.trc("home", "Staff at the desk help you to find, register and reserve, and with this screen.")
            font.pixelSize: Theme.headingSize
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        OpeningBadge {
            text: screen.page.opening
            isOpen: screen.page.open
            visible: text !== ""
        }
        ReadableText {
            text: screen.page.address
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        WayToGoal {
            way: screen.way
            heading: I18n.trc("home", "The way to the desk")
            mostMapHeight: Theme.mm(150)
        }
        Heading {
            text: I18n.trc("home", "Opening hours")
            visible: hours.count > 0
            Layout.fillWidth: true
        }
        FramedBox {
            visible: hours.count > 0
            Layout.fillWidth: true
            implicitHeight: week.implicitHeight + Theme.wideGap * 2

            ColumnLayout {
                id: week

                anchors.fill: parent
                anchors.margins: Theme.wideGap
                spacing: Theme.gap

                Repeater {
                    id: hours

                    model: screen.page.week
                    delegate: HoursLine {
                        Layout.fillWidth: true
                    }
                }
            }
        }
        PushButton {
            objectName: "ask-done"
            text: I18n.trc("home", "Back to the first screen")
            pictogram: "home"
            primary: true
            Layout.fillWidth: true
            onClicked: screen.done()
        }
    }

    component HoursLine: GridLayout {
        id: line

        required property string day
        required property string hours

        columns: Theme.scale < 2 ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: 0

        ReadableText {
            text: line.day
            font.weight: Font.DemiBold
            Accessible.ignored: true
            Layout.preferredWidth: Theme.mm(60)
            Layout.fillWidth: line.columns === 1
        }
        ReadableText {
            text: line.hours
            readable: true
            Accessible.name: line.day + ": " + line.hours
            Layout.fillWidth: true
        }
    }
}
