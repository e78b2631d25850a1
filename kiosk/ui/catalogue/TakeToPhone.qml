import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A button that shows a QR code with title, shelf and call number as plain text, which any phone
// reads without a network.
ColumnLayout {
    id: phone

    required property int bibId
    required property string text

    signal opened // the code has its place

    visible: text !== ""
    spacing: Theme.gap
    Layout.fillWidth: true

    onBibIdChanged: button.checked = false
    onHeightChanged: if (button.checked)
        opened()

    Part {
        name: I18n.trc("catalogue", "Take it to your phone")
    }
    PushButton {
        id: button

        objectName: "take-to-phone"
        text: I18n.trc("catalogue", "Take it to your phone")
        hint: I18n.trc("catalogue", "Shows a code with title, shelf and call number")
        pictogram: "phone"
        checkable: true
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: checked
        Layout.fillWidth: true
        onCheckedChanged: if (activeFocus)
            Qt.callLater(Voice.tellState, button)
    }
    ReadableText {
        text: I18n.trc("catalogue", "Scan this with the camera of your phone. No network is needed.")
        visible: button.checked
        readable: true
        Layout.fillWidth: true
    }
    QrCode {
        objectName: "phone-qr"
        text: button.checked ? phone.text : ""
        name: I18n.trc("catalogue", "QR code with title, shelf and call number")
        side: Math.min(Theme.mm(90), phone.width)
        Layout.alignment: Qt.AlignHCenter
    }
}
