import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A settings panel with a name, the choices and a close button.
ScreenFrame {
    id: sheet

    default property alias content: choices.data

    signal done

    first: close

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Heading {
                text: sheet.title
                Layout.fillWidth: true
            }
            PushButton {
                id: close

                objectName: "close-panel"
                text: I18n.trc("navigation", "Close")
                hint: I18n.trc("navigation", "Returns to where you were")
                pictogram: "close"
                onClicked: sheet.done()
            }
        }
        ColumnLayout {
            id: choices

            spacing: Theme.gap
            Layout.fillWidth: true
        }
    }
}
