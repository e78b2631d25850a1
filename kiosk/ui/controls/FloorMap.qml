pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../theme"

// The map of one floor: shelves and places, the position of this kiosk, the goal and the way. The
// drawing is not mirrored, because it shows the building as it is. A label that has no room is
// replaced by a pictogram or left out; every place is also in a list beside the map.
Rectangle {
    id: map

    required property WayModel way
    readonly property MapDrawing drawing: way.drawing
    property real most: Theme.mm(215) // maximum height in pixels
    property real least: most // height in pixels in a layout that has no space to give away

    readonly property real perMetre: scaleFor(least < most ? Math.max(height, least) : most)
    readonly property color mark: Theme.plain || Theme.name === "night" ? Theme.focus : Theme.accents[0]

    readonly property bool goalNamed: !drawing.goalShelf && probe.contentWidth <= probe.width && probe.contentHeight <= drawing.goalDeep * perMetre - Theme.line * 2

    signal chosen(place: int)

    // Returns the pixels for a metre that fit into `room`, a height in pixels, and into the width.
    function scaleFor(room: real): real {
        return Math.max(0.1, Math.min((width - Theme.gap * 2) / Math.max(1, drawing.width), (room - Theme.gap * 2) / Math.max(1, drawing.depth)));
    }

    function heightFor(room: real): int {
        return Math.round(drawing.depth * scaleFor(room)) + Theme.gap * 2;
    }

    implicitHeight: heightFor(least)
    color: Theme.surface
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.line
    // The map stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.Graphic
    Accessible.name: drawing.about
    Accessible.focusable: activeFocusOnTab

    Rectangle {
        id: floor

        LayoutMirroring.enabled: false
        LayoutMirroring.childrenInherit: true
        x: Math.round((map.width - width) / 2)
        y: Math.round((map.height - height) / 2)
        width: Math.round(map.drawing.width * map.perMetre)
        height: Math.round(map.drawing.depth * map.perMetre)
        color: Theme.ground
        border.color: Theme.outline
        border.width: Theme.line
        clip: true

        // Measures whether the name of the goal has room inside it.
        Text {
            id: probe

            visible: false
            text: map.drawing.goalLabel
            textFormat: Text.PlainText
            width: map.drawing.goalWide * map.perMetre - Theme.line * 2
            font.family: Theme.family
            font.pixelSize: Theme.smallSize
            font.weight: Font.DemiBold
            wrapMode: Text.WordWrap
            Accessible.ignored: true
        }
        Text {
            id: number

            visible: false
            text: map.drawing.longestNumber
            textFormat: Text.PlainText
            font.family: Theme.family
            font.pixelSize: Theme.smallSize
            Accessible.ignored: true
        }
        Image {
            // Such plans are dark lines on white, which only light themes can show.
            visible: !Theme.plain && Theme.name !== "night"
            width: Math.max(1, map.drawing.imageWide * map.perMetre)
            height: Math.max(1, map.drawing.imageDeep * map.perMetre)
            source: map.drawing.image
            sourceSize: Qt.size(width, height)
            fillMode: Image.Stretch
            opacity: 0.4
            Accessible.ignored: true
        }
        Repeater {
            id: areas

            model: map.drawing.areas

            FloorMapArea {
                way: map.way
                areas: areas
                perMetre: map.perMetre
                numbersInside: number.implicitWidth <= map.drawing.narrowest * map.perMetre - Theme.line * 2
                mark: map.mark
                goalCallout: goalCallout
                hereCallout: hereCallout
                onChosen: index => map.chosen(index)
            }
        }
        Repeater {
            model: map.drawing.lines

            Rectangle {
                id: line

                required property real fromLeft
                required property real fromTop
                required property real length
                required property real degrees
                readonly property real thickness: Theme.mm(2)

                x: fromLeft * map.perMetre - thickness / 2
                y: fromTop * map.perMetre - thickness / 2
                width: length * map.perMetre + thickness
                height: thickness
                radius: thickness / 2
                color: map.mark
                antialiasing: true
                transform: Rotation {
                    origin.x: line.thickness / 2
                    origin.y: line.thickness / 2
                    angle: line.degrees
                }
            }
        }
        Rectangle {
            // The corner points where the visitor looks.
            visible: map.drawing.here
            x: map.drawing.hereX * map.perMetre - width / 2
            y: map.drawing.hereY * map.perMetre - height / 2
            width: Theme.mm(9)
            height: width
            radius: width / 2
            bottomRightRadius: 0
            rotation: map.drawing.hereFaces - 45
            color: Theme.primary
            border.color: Theme.surface
            border.width: Theme.line
            antialiasing: true
        }
        MapCallout {
            id: goalCallout

            room: map.drawing.goal && !map.goalNamed ? map.way.goalLabel(width / map.perMetre, height / map.perMetre) : Qt.rect(0, 0, 0, 0)

            objectName: "goal-label"
            visible: room.width > 0
            text: map.drawing.goalLabel
            pictogram: "place"
            ink: map.mark
            x: Math.round(room.x * map.perMetre)
            y: Math.round(room.y * map.perMetre)
            mostWidth: floor.width - Theme.line * 2
        }
        MapCallout {
            id: hereCallout

            room: map.drawing.here ? map.way.hereLabel(width / map.perMetre, height / map.perMetre, goalCallout.room) : Qt.rect(0, 0, 0, 0)

            objectName: "here-label"
            visible: room.width > 0
            text: I18n.trc("way", "You are here")
            ink: Theme.primary
            x: Math.round(room.x * map.perMetre)
            y: Math.round(room.y * map.perMetre)
            mostWidth: floor.width - Theme.line * 2
        }
    }
    FocusRing {
        control: map
    }
}
