pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// A group of pictures, each with one or two words and the number of titles behind it. A language has
// no picture: its own name in its own script is what its readers recognise.
ColumnLayout {
    id: group

    required property PictureList pictures // a list of PictureRow
    property string heading: ""
    readonly property int columns: Math.max(1, Math.floor((width + Theme.gap) / (Math.max(Theme.mm(50), Theme.bodySize * 8) + Theme.gap)))
    readonly property Item first: tiles.count > 0 ? tiles.itemAt(0) : null

    signal chosen(string facet, string value)

    visible: tiles.count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        text: group.heading
    }
    GridLayout {
        columns: group.columns
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            id: tiles

            model: group.pictures

            Pressable {
                id: tile

                required property int index
                required property string facet
                required property string value
                required text
                required property string language
                required property string pictogram
                required property string titles

                objectName: "picture-" + facet + "-" + value
                hint: I18n.trc("catalogue", "Shows the titles")
                Accessible.name: text + ", " + titles
                spoken: [Voice.phrase(text, language), Voice.phrase(titles, "")]
                padding: Theme.gap
                Layout.fillWidth: true
                Layout.fillHeight: true
                onClicked: group.chosen(facet, value)

                contentItem: ColumnLayout {
                    spacing: Theme.mm(1.5)

                    Pictogram {
                        name: tile.pictogram
                        visible: name !== ""
                        color: tile.accent
                        size: Theme.mm(24)
                        Layout.preferredWidth: size
                        Layout.preferredHeight: size
                        Layout.alignment: Qt.AlignHCenter
                    }
                    ReadableText {
                        text: tile.text
                        color: tile.ink
                        font.pixelSize: tile.pictogram ? Theme.bodySize : Theme.headingSize
                        font.weight: Font.DemiBold
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.ignored: true
                        Layout.fillWidth: true
                    }
                    ReadableText {
                        text: tile.titles
                        color: tile.pressed ? tile.ink : Theme.quiet
                        font.pixelSize: Theme.smallSize
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.ignored: true
                        Layout.fillWidth: true
                    }
                    Item {
                        Layout.fillHeight: true
                    }
                }
            }
        }
    }

    Part {
        name: group.heading
    }
}
