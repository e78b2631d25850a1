pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The staff screen behind the PIN: the state of the kiosk, and the exit button.
ScreenFrame {
    id: screen

    required property StaffModel staff

    title: I18n.trc("staff", "For staff")
    introduction: staff.hasPin ? I18n.trc("staff", "Type the PIN.") : I18n.trc("staff", "No PIN is set. Run “kiosk setup” first.")
    first: staff.hasPin ? entry : notice
    Component.onCompleted: staff.lock()
    Component.onDestruction: staff.lock()

    Connections {
        target: screen.staff

        function onUnlockedChanged() {
            if (screen.staff.unlocked)
                leave.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onRefused() {
            Voice.enter(screen.staff.failure);
            entry.clear();
            entry.take();
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent
        spacing: Theme.wideGap
        centred: !screen.staff.unlocked

        ColumnLayout {
            visible: !screen.staff.unlocked && pane.height > Theme.mm(200) * Theme.scale
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.bottomMargin: Theme.wideGap

            Rectangle {
                color: Theme.good
                radius: height / 2
                border.color: Theme.outline
                border.width: Theme.plain ? Theme.line : 0
                Layout.alignment: Qt.AlignHCenter
                Layout.preferredWidth: Theme.mm(64)
                Layout.preferredHeight: Theme.mm(64)

                Pictogram {
                    anchors.centerIn: parent
                    name: "lock"
                    color: Theme.goodText
                    size: Theme.mm(34)
                }
            }
            ReadableText {
                text: I18n.trc("staff", "Type the PIN.")
                visible: screen.staff.hasPin
                font.pixelSize: Theme.titleSize
                font.weight: Font.DemiBold
                horizontalAlignment: Text.AlignHCenter
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
        ReadableText {
            id: notice

            text: I18n.trc("staff", "No PIN is set. Run “kiosk setup” first.")
            visible: !screen.staff.hasPin
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        TextEntry {
            id: entry

            objectName: "pin"
            label: I18n.trc("staff", "PIN")
            hint: I18n.trc("staff", "Four to twelve digits")
            secret: true
            hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText | Qt.ImhHiddenText
            enterName: I18n.trc("staff", "Unlock")
            failure: screen.staff.failure
            maximumLength: 12
            large: true
            visible: screen.staff.hasPin && !screen.staff.unlocked
            Layout.fillWidth: true
            onEntered: screen.staff.unlock(text)
        }
        PushButton {
            objectName: "unlock"
            text: I18n.trc("staff", "Unlock")
            pictogram: "lock"
            primary: true
            visible: entry.visible
            Layout.fillWidth: true
            onClicked: screen.staff.unlock(entry.text)
        }
        PushButton {
            id: leave

            objectName: "leave"
            text: I18n.trc("staff", "Exit the kiosk")
            hint: I18n.trc("staff", "Exits the kiosk program")
            pictogram: "close"
            primary: true
            visible: screen.staff.unlocked
            Layout.fillWidth: true
            onClicked: screen.staff.leave()
        }
        Repeater {
            model: screen.staff.checks
            delegate: CheckRow {}
        }
        Heading {
            text: I18n.trc("staff", "Languages")
            visible: screen.staff.unlocked
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.staff.languages
            delegate: CheckRow {}
        }
    }
}
