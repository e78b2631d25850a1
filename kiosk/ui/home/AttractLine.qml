import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One of the next programmes on the attract screen.
RowLayout {
    id: line

    required property string title
    required property string time
    required property string day
    property bool today: false

    spacing: Theme.wideGap

    ReadableText {
        text: line.today ? line.time : line.day + ", " + line.time
        font.pixelSize: Theme.headingSize
        font.weight: Font.DemiBold
        Layout.minimumWidth: Theme.mm(34)
    }
    ReadableText {
        text: line.title
        font.pixelSize: Theme.headingSize
        Layout.fillWidth: true
    }
}
