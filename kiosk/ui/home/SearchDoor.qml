import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The way to the search, which looks like a search field.
Pressable {
    id: door

    signal codeBegun(string digit) // the first digit of a code, which a visitor can type at once

    objectName: "door-find"
    Keys.onPressed: event => {
        event.accepted = event.key >= Qt.Key_0 && event.key <= Qt.Key_9;
        if (event.accepted)
            codeBegun(String(event.key - Qt.Key_0));
    }
    text: I18n.trc("home", "Search")
    hint: I18n.trc("home", "Title, author or subject …")
    least: Theme.mm(26)
    rounding: Theme.radius * 1.4
    leftPadding: Theme.wideGap
    rightPadding: Theme.gap
    background: Rectangle {
        color: door.fill
        radius: door.rounding
        border.color: Theme.plain ? Theme.outline : Theme.primary
        border.width: Theme.line * 1.5

        FocusRing {
            control: door
            rounding: door.rounding
        }
    }

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: "find"
            color: door.accent
            size: Math.round(Theme.iconSize * 1.3)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: door.hint
            color: door.pressed ? door.ink : Theme.quiet
            font.pixelSize: Math.round(Theme.bodySize * 1.1)
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Rectangle {
            implicitWidth: label.implicitWidth + Theme.mm(16)
            implicitHeight: Math.max(Theme.mm(18), label.implicitHeight + Theme.mm(4))
            radius: Theme.radius
            color: Theme.primary

            ReadableText {
                id: label

                anchors.centerIn: parent
                text: door.text
                color: Theme.primaryText
                font.pixelSize: Math.round(Theme.bodySize * 1.1)
                font.weight: Font.DemiBold
                lineHeight: 1
                Accessible.ignored: true
            }
        }
    }

    Part {
        name: I18n.trc("home", "Search")
    }
}
