import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The warning that an idle session will end. Any action extends the session (WCAG 2.2, 2.2.1).
FocusScope {
    id: warning

    required property Session session

    property Item stop: null // the control that had the focus before the warning
    property bool returning: false // the warning is closed and the focus is about to return

    signal returned // the control that had the focus no longer exists

    readonly property bool roomy: Theme.scale < 2
    readonly property int tall: roomy ? Theme.mm(Theme.wide ? 36 : 48) : Theme.mm(Theme.wide ? 20 : 32) // of a button, in pixels

    function takeFocus() {
        stay.forceActiveFocus(Qt.OtherFocusReason);
    }

    // Return the focus, unless the session has ended and another screen is shown.
    function goOn() {
        Voice.goOn();
        returning = false;
        if (!activeFocus)
            return;
        if (stop && stop.visible)
            stop.forceActiveFocus(Qt.OtherFocusReason);
        else
            returned();
    }

    // The key press that closes the warning has no other effect.
    Keys.onPressed: event => event.accepted = true
    visible: session.warning

    Connections {
        target: warning.Window.window

        function onActiveFocusItemChanged() {
            if (!warning.session.warning)
                warning.stop = warning.Window.activeFocusItem;
        }
    }

    onVisibleChanged: {
        returning = !visible;
        if (!visible) {
            Qt.callLater(goOn);
            return;
        }
        Voice.warn(question.text, consequence.text);
        takeFocus();
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    // Blocks touches on the screen behind the warning.
    MouseArea {
        anchors.fill: parent
    }
    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap
        centred: true

        // The seconds that are left, as on a clock.
        Rectangle {
            color: Theme.surface
            radius: height / 2
            border.color: Theme.primary
            border.width: Theme.mm(3)
            Layout.preferredWidth: Theme.mm(warning.roomy ? (Theme.wide ? 80 : 110) : 60)
            Layout.preferredHeight: Layout.preferredWidth
            Layout.alignment: Qt.AlignHCenter
            Layout.bottomMargin: Theme.wideGap

            Column {
                anchors.centerIn: parent
                spacing: Theme.mm(1)

                Pictogram {
                    anchors.horizontalCenter: parent.horizontalCenter
                    visible: warning.roomy
                    name: "clock"
                    color: Theme.primary
                    size: Theme.mm(Theme.wide ? 16 : 22)
                }
                ReadableText {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: I18n.number(warning.session.secondsLeft)
                    font.pixelSize: Theme.mm(warning.roomy && !Theme.wide ? 42 : 28)
                    font.weight: Font.Bold
                    lineHeight: 1
                    Accessible.ignored: true
                }
            }
        }
        Heading {
            id: question

            text: I18n.trc("session", "Are you still there?")
            font.pixelSize: Theme.scale < 2 ? Theme.heroSize : Theme.titleSize
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        ReadableText {
            id: consequence

            text: I18n.ntrc("session", "This screen will be cleared in {count} second.", "This screen will be cleared in {count} seconds.", warning.session.secondsLeft)
            readable: true
            font.pixelSize: Theme.headingSize
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        PushButton {
            id: stay

            objectName: "stay"
            text: I18n.trc("session", "Continue")
            hint: I18n.trc("session", "Continues where you were")
            pictogram: "check"
            primary: true
            least: warning.tall
            font.pixelSize: warning.roomy ? Theme.headingSize : Theme.bodySize
            Layout.maximumWidth: Theme.mm(360)
            Layout.alignment: Qt.AlignHCenter
            Keys.onTabPressed: event => event.accepted = true
            Keys.onBacktabPressed: event => event.accepted = true
            Layout.fillWidth: true
            onClicked: warning.session.go_on()
        }
        PushButton {
            id: leave

            objectName: "leave"
            text: I18n.trc("session", "I’m done")
            hint: I18n.trc("session", "Clears the screen for the next visitor")
            pictogram: "done"
            least: warning.tall
            font.pixelSize: warning.roomy ? Theme.headingSize : Theme.bodySize
            Layout.maximumWidth: Theme.mm(360)
            Layout.alignment: Qt.AlignHCenter
            mirrorable: true
            Layout.fillWidth: true
            onClicked: warning.session.finish()
        }
    }
}
