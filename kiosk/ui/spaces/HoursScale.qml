pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../controls"
import "../theme"

// The full hours above the bars, and the present time. Labels that would touch are left out.
Item {
    id: ruler

    required property HourList hours
    required property real now // the place of the present, or -1
    required property string nowText

    readonly property int count: repeater.count
    readonly property real label: metrics.advanceWidth * 1.4 // pixels that a label needs
    readonly property real hour: repeater.count > 1 ? width * ((repeater.itemAt(1) as HourMark).place - (repeater.itemAt(0) as HourMark).place) : width // pixels between two hours
    readonly property int step: [1, 2, 3, 4, 6].find(each => each * hour >= label) || 12

    function at(place: real): real {
        return (Theme.rightToLeft ? 1 - place : place) * width;
    }

    implicitHeight: present.height
    Accessible.ignored: true

    TextMetrics {
        id: metrics

        font.family: Theme.family
        font.pixelSize: Theme.smallSize
        text: ruler.nowText || "00:00"
    }
    Repeater {
        id: repeater

        model: ruler.hours

        HourMark {}
    }
    Rectangle {
        id: present

        visible: ruler.now >= 0
        x: ruler.at(ruler.now) - width / 2
        width: presentText.implicitWidth + Theme.mm(8)
        height: presentText.implicitHeight + Theme.mm(3)
        radius: height / 2
        color: Theme.error

        ReadableText {
            id: presentText

            anchors.centerIn: parent
            text: ruler.nowText
            color: Theme.ground
            font.pixelSize: Theme.smallSize
            font.weight: Font.DemiBold
            lineHeight: 1
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }

    component HourMark: ReadableText {
        required property int index
        required property real place
        required property string label

        text: label
        visible: index % ruler.step === 0 && !(present.visible && Math.abs(ruler.at(place) - ruler.at(ruler.now)) < (present.width + implicitWidth) / 2)
        color: Theme.quiet
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
        lineHeight: 1
        wrapMode: Text.NoWrap
        x: ruler.at(place) - width / 2
        y: (ruler.height - height) / 2
        Accessible.ignored: true
    }
}
