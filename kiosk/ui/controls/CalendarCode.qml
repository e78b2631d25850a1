import QtQuick
import QtQuick.Layouts
import "../theme"

// An iCalendar event as a QR code, with what to do with it.
Column {
    id: calendar

    property alias text: code.text

    visible: text !== ""
    spacing: Theme.gap
    Layout.fillWidth: true
    Layout.topMargin: Theme.wideGap

    QrCode {
        id: code

        objectName: "calendar-code"
        text: ""
        name: words.text
        anchors.horizontalCenter: parent.horizontalCenter
    }
    Words {
        id: words

        width: calendar.width
        text: I18n.trc("codes", "Point the camera of your phone here to put the date into its calendar.")
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
