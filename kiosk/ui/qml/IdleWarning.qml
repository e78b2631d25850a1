import QtQuick
import QtQuick.Layouts
import Kiosk
import "controls"
import "theme"

// Asks whether the visitor is still there, in time (WCAG 2.2, 2.2.1).
Rectangle {
    id: warning

    required property Session session

    function takeFocus() {
        stay.forceActiveFocus(Qt.OtherFocusReason);
    }

    visible: session.warning
    color: Theme.ground
    onVisibleChanged: {
        if (!visible)
            return;
        Voice.enter(question.text + " " + consequence.text);
        takeFocus();
    }

    // Nothing behind it can be touched.
    MouseArea {
        anchors.fill: parent
    }
    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap
        centred: true

        Icon {
            name: "clock"
            size: Theme.mm(30)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.alignment: Qt.AlignHCenter
        }
        Heading {
            id: question

            text: I18n.tr("Are you still there?")
            font.pixelSize: Theme.titleSize
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        Words {
            id: consequence

            text: I18n.ntr("Your screen is cleared in {count} second.", "Your screen is cleared in {count} seconds.", warning.session.secondsLeft)
            readable: true
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
        }
        PushButton {
            id: stay

            objectName: "stay"
            text: I18n.tr("Go on")
            hint: I18n.tr("Keeps what you are doing")
            pictogram: "check"
            strong: true
            Layout.fillWidth: true
            onClicked: warning.session.go_on()
        }
        PushButton {
            text: I18n.tr("I’m done")
            hint: I18n.tr("Clears the screen for the next visitor")
            pictogram: "done"
            mirrorable: true
            Layout.fillWidth: true
            onClicked: warning.session.finish()
        }
    }
}
