import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Says that no title has the code that was scanned, and what to do next.
ScreenFrame {
    id: screen

    required property ScannedCode scanned

    signal went(string place) // to "search" or "ask"

    title: I18n.trc("scanning", "Code not known")
    introduction: scanned.text
    first: search

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap
        centred: true

        ReadableText {
            objectName: "unknown-code"
            text: screen.scanned.text
            font.pixelSize: Theme.headingSize
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: I18n.trc("scanning", "It may belong to another library, or be new here. Look for the title instead, or ask the staff.")
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: search

            objectName: "unknown-code-search"
            text: I18n.trc("scanning", "Look for the title")
            pictogram: "find"
            primary: true
            Layout.fillWidth: true
            onClicked: screen.went("search")
        }
        PushButton {
            objectName: "unknown-code-ask"
            text: I18n.trc("home", "Ask staff")
            hint: I18n.trc("home", "The way to the desk")
            pictogram: "person"
            Layout.fillWidth: true
            onClicked: screen.went("ask")
        }
    }
}
