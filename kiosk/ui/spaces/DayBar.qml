pragma ComponentBehavior: Bound

import QtQuick
import "../controls"
import "../theme"

// The day of a space as a bar: free parts are green and outlined, taken parts are hatched, and
// past parts are paler. A part of which nothing is known is an empty box. Time runs from right to
// left in right-to-left languages. The words beside the bar say the same, so screen readers skip it.
Item {
    id: bar

    required property list<string> kinds // the states of the parts, see PartKind
    required property list<int> edges // the limits of the parts, 0 at opening to 10,000 at closing
    property real now: -1 // the place of the present, or -1
    property string partName: "" // the beginning of the parts' object names

    signal chosen(real place) // a free part was tapped

    function at(place: real): real {
        return Math.round((Theme.rightToLeft ? 1 - place : place) * width);
    }

    implicitHeight: Theme.target
    Accessible.ignored: true

    Repeater {
        model: bar.kinds

        Rectangle {
            id: part

            required property int index
            required property string modelData
            readonly property string kind: modelData
            readonly property bool free: kind === "free"
            readonly property bool taken: kind === "taken" || kind === "past-taken"
            readonly property bool over: kind.startsWith("past")
            readonly property real from: bar.at(bar.edges[index] / 10000)
            readonly property real to: bar.at(bar.edges[index + 1] / 10000)

            objectName: bar.partName ? bar.partName + "-" + kind + "-" + index : ""
            x: Math.min(from, to)
            width: Math.abs(to - from)
            height: bar.height
            radius: Theme.mm(1.2)
            color: free ? Theme.free : taken ? Theme.bar : "transparent"
            opacity: over ? 0.45 : 1
            border.color: free ? Theme.goodText : Theme.outline
            border.width: kind === "closed" ? 0 : Theme.line

            // A line means that there is nothing to reserve.
            Rectangle {
                visible: part.kind === "closed"
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: Theme.line
                color: Theme.outline
            }

            Image {
                anchors.fill: parent
                anchors.margins: Theme.line
                visible: part.taken
                fillMode: Image.Tile
                horizontalAlignment: Image.AlignLeft
                verticalAlignment: Image.AlignTop
                sourceSize: Qt.size(Theme.mm(4.5), Theme.mm(4.5))
                source: visible ? "image://pattern/hatch/" + String(Theme.outline).slice(-6) : ""
            }
            MouseArea {
                anchors.fill: parent
                enabled: part.free
                onClicked: mouse => {
                    const within = mouse.x / Math.max(1, width);
                    const place = Theme.rightToLeft ? 1 - within : within;
                    const [first, last] = [bar.edges[part.index], bar.edges[part.index + 1]];
                    bar.chosen((first + place * (last - first) * 0.999) / 10000);
                }
            }
        }
    }
    Rectangle {
        visible: bar.now >= 0
        x: bar.at(bar.now) - width / 2
        y: -Theme.mm(1.5)
        width: Theme.mm(1)
        height: parent.height + Theme.mm(3)
        color: Theme.error
        border.color: Theme.ground
        border.width: 0
    }
}
