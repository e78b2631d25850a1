import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// What a visitor may want next after a booking has been cancelled or has ended.
ColumnLayout {
    id: ways

    signal went(string place) // to "spaces" or "programs"

    spacing: Theme.gap
    Layout.fillWidth: true

    PushButton {
        objectName: "cancel-spaces"
        text: I18n.trc("home", "Rooms")
        pictogram: "spaces"
        least: Theme.mm(26)
        Layout.fillWidth: true
        onClicked: ways.went("spaces")
    }
    PushButton {
        objectName: "cancel-programs"
        text: I18n.trc("programs", "Programmes")
        pictogram: "programs"
        least: Theme.mm(26)
        Layout.fillWidth: true
        onClicked: ways.went("programs")
    }
}
