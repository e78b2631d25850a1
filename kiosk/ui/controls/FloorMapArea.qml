pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// A shelf or a place on a map. The number of a shelf is written below it, the name of a place
// inside it, or beside it if the place is too small; a pictogram takes the place of a name that
// has no room.
Rectangle {
    id: area

    required property real fromLeft
    required property real fromTop
    required property real wide
    required property real deep
    required property string label
    required property string pictogram
    required property bool shelf
    required property bool goal
    required property real labelWidth
    required property real labelDepth
    required property real labelTop
    required property int place
    required property int index
    required property real perMetre
    required property bool numbersInside
    required property color mark
    required property MapCallout goalCallout
    required property MapCallout hereCallout
    required property WayModel way
    required property Repeater areas // with this area
    readonly property rect outline: Qt.rect(fromLeft, fromTop, wide, deep)
    // Where the name of a small place is, in metres; empty if the name is not beside the place.
    readonly property rect besideRoom: shelf || goal || label === "" || inside ? Qt.rect(0, 0, 0, 0) : way.placeLabel(outline, beside.implicitWidth / perMetre, beside.implicitHeight / perMetre, labelsBefore())
    readonly property bool chosenRoom: goal && !shelf
    readonly property real room: (shelf ? deep : labelDepth) * perMetre - Theme.line * 2
    readonly property bool inside: (numbersInside || !shelf || wide > deep) && name.contentWidth <= width - Theme.line * 2 && name.contentHeight <= room
    readonly property bool below: shelf && name.contentWidth <= name.width && name.contentHeight <= labelDepth * perMetre
    readonly property bool labelled: label !== "" && (inside || below) && !(goal && shelf) && !covered(x + name.x, y + name.y, name.width, name.height)

    signal chosen(place: int)

    // Returns whether a callout covers a label at this place of the map.
    function covered(x: real, y: real, width: real, height: real): bool {
        return [goalCallout, hereCallout].some(each => each.visible && x < each.x + each.width && x + width > each.x && y < each.y + each.height && y + height > each.y);
    }

    // Returns the rooms of the labels that are placed before this one.
    function labelsBefore(): list<rect> {
        const rooms = [goalCallout.room, hereCallout.room];
        for (let earlier = 0; earlier < index; earlier += 1) {
            const other = areas.itemAt(earlier) as FloorMapArea;
            if (other)
                rooms.push(other.besideRoom);
        }
        return rooms;
    }

    x: Math.round(fromLeft * perMetre)
    y: Math.round(fromTop * perMetre)
    width: Math.max(2, Math.round(wide * perMetre))
    height: Math.max(2, Math.round(deep * perMetre))
    color: goal ? (shelf ? mark : Theme.primary) : shelf && !Theme.plain ? Qt.darker(Theme.bar, 1.2) : Theme.bar
    radius: Math.min(Theme.mm(1), width / 4)
    border.color: Theme.outline
    border.width: Theme.line

    Text {
        id: name

        visible: area.labelled
        text: area.label
        color: area.chosenRoom ? Theme.primaryText : Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.smallSize
        // A name that is too long gets smaller, but never smaller than at 100 %.
        fontSizeMode: area.shelf ? Text.FixedSize : Text.Fit
        minimumPixelSize: Math.round(Theme.smallSize / Math.max(1, Theme.scale))
        height: area.shelf ? implicitHeight : Math.max(1, area.room)
        font.weight: area.chosenRoom ? Font.DemiBold : Font.Normal
        textFormat: Text.PlainText
        wrapMode: area.shelf ? Text.NoWrap : Text.WordWrap
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        x: Math.round((area.width - width) / 2)
        y: area.shelf ? (area.inside ? Math.round((area.height - height) / 2) : area.height) : Math.round(area.labelTop * area.perMetre + Theme.line + (area.room - height) / 2)
        width: Math.max(area.width, area.shelf ? area.labelWidth * area.perMetre : 0) - Theme.line * 2
        Accessible.ignored: true
    }
    Text {
        id: beside

        visible: area.besideRoom.width > 0
        text: area.label
        color: Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.smallSize
        textFormat: Text.PlainText
        padding: Theme.mm(0.8)
        x: Math.round(area.besideRoom.x * area.perMetre) - area.x
        y: Math.round(area.besideRoom.y * area.perMetre) - area.y
        Accessible.ignored: true
    }
    Pictogram {
        readonly property bool fits: size <= area.width && size <= area.height

        anchors.centerIn: parent
        visible: !area.labelled && !area.shelf && fits && !area.covered(area.x + x, area.y + y, width, height)
        name: area.pictogram
        color: area.chosenRoom ? Theme.primaryText : Theme.text
    }
    TapHandler {
        enabled: area.place >= 0
        onTapped: area.chosen(area.place)
    }
}
