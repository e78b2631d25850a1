import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// Explains where the code comes from, and what to do without it. A booking holds no name, so it
// cannot be found by one.
ColumnLayout {
    id: about

    signal went(string place) // to "ask"

    spacing: Theme.wideGap
    Layout.fillWidth: true

    ReadableText {
        text: I18n.trc("codes", "You got the code when you reserved or registered. With it you check in or cancel; we do not ask who you are.")
        color: Theme.quiet
        readable: true
        Layout.fillWidth: true
    }
    FramedBox {
        implicitHeight: lost.implicitHeight + Theme.wideGap * 2
        Layout.fillWidth: true

        ColumnLayout {
            id: lost

            x: Theme.wideGap
            y: Theme.wideGap
            width: parent.width - x * 2
            spacing: Theme.gap

            Heading {
                text: I18n.trc("codes", "Lost the code?")
                Layout.fillWidth: true
            }
            ReadableText {
                text: I18n.trc("codes", "Look for it on your printout, or among the photos on your phone. If it is gone, tell the staff at the desk the room or programme and the time. They can check you in or cancel.")
                readable: true
                Layout.fillWidth: true
            }
            PushButton {
                objectName: "lost-code-ask"
                text: I18n.trc("home", "Ask staff")
                hint: I18n.trc("home", "The way to the desk")
                pictogram: "person"
                Layout.fillWidth: true
                onClicked: about.went("ask")
            }
        }
    }
}
