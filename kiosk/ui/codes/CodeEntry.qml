import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The field for the code of a booking. The booking is looked up when six digits have been typed.
ColumnLayout {
    id: code

    required property BookingByCode lookup
    readonly property TextEntry field: entry

    function take() {
        entry.take();
    }

    spacing: Theme.wideGap
    Layout.fillWidth: true

    TextEntry {
        id: entry

        objectName: "code"
        label: I18n.trc("codes", "Your code")
        hint: !Voice.discreet ? I18n.trc("codes", "Six digits") : Voice.headphones ? I18n.trc("codes", "Six digits. Without headphones they are not read aloud, unless you choose so in the settings for reading aloud.") : I18n.trc("codes", "Six digits. They are not read aloud, unless you choose so in the settings for reading aloud.")
        hints: Qt.ImhDigitsOnly | Qt.ImhNoPredictiveText
        failure: code.lookup.failure
        enterName: I18n.trc("codes", "Find")
        maximumLength: 9 // eight digits and a space
        large: true
        personal: true
        letters: "0123456789".split("")
        digitCount: 6
        Layout.fillWidth: true
        onEdited: if (failure)
            code.lookup.wipe()
        onCompleted: code.lookup.complete(text)
        onEntered: if (!code.lookup.ignoresEnter())
            code.lookup.lookUp(text)
    }
    PushButton {
        objectName: "look-up"
        text: I18n.trc("codes", "Find reservation")
        pictogram: "find"
        primary: true
        Layout.fillWidth: true
        onClicked: code.lookup.lookUp(entry.text)
    }
}
