import QtQuick
import "../theme"

// The time of day in the head. Staff hold it for one and a half seconds to open their screen.
ReadableText {
    id: face

    required property string clock

    signal staffAsked

    objectName: "clock"
    text: clock
    color: Theme.headText
    font.pixelSize: Theme.clockSize
    font.weight: Font.DemiBold
    lineHeight: 1
    wrapMode: Text.NoWrap
    room: 0 // one line, as wide as it is
    readable: true
    Accessible.name: I18n.trc("navigation", "The time is {time}", {time: clock})

    MouseArea {
        anchors.centerIn: parent
        width: Math.max(parent.width, Theme.target)
        height: Math.max(parent.height, Theme.target)
        pressAndHoldInterval: 1500
        onPressAndHold: face.staffAsked()
    }
}
