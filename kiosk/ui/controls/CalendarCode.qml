import QtQuick
import QtQuick.Layouts
import "../theme"

// An iCalendar event as a QR code, with instructions.
Column {
    id: calendar

    property alias text: code.text
    readonly property int codeWidth: code.implicitWidth // pixels

    visible: text !== ""
    spacing: Theme.gap
    Layout.fillWidth: true
    Layout.topMargin: Theme.wideGap

    Part {
        name: I18n.trc("parts", "Take the date to your phone")
    }
    QrCode {
        id: code

        objectName: "calendar-code"
        text: ""
        name: words.text
        anchors.horizontalCenter: parent.horizontalCenter
    }
    ReadableText {
        id: words

        width: calendar.width
        text: I18n.trc("codes", "Scan with your phone to add this date to your calendar.")
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
