import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The web address of an online title, and a QR code for the visitor's phone.
ColumnLayout {
    id: online

    required property string url

    visible: url !== ""
    spacing: Theme.gap
    Layout.fillWidth: true
    Layout.topMargin: Theme.wideGap

    Heading {
        text: I18n.trc("catalogue", "Read or listen online")
        Layout.fillWidth: true
    }
    ReadableText {
        text: I18n.trc("catalogue", "Scan with your phone to open it.")
        visible: code.visible
        readable: true
        Layout.fillWidth: true
    }
    QrCode {
        id: code

        objectName: "record-qr"
        text: online.url
        name: I18n.trc("catalogue", "QR code with the web address of this title")
        side: Math.min(Theme.mm(90), online.width)
    }
    ReadableText {
        objectName: "record-url"
        text: online.url
        readable: true
        wrapMode: Text.WrapAnywhere
        Layout.fillWidth: true
    }
}
