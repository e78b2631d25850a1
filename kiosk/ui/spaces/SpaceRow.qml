pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One space in the list, with the properties and the state of the space.
Pressable {
    id: row

    required property int index
    required property string code
    required property string name
    required property string nameLanguage
    required property string condition
    required property string conditionPictogram
    required property bool free
    required property string about
    required property string pictogram
    required property list<string> needs
    required property list<string> needPictograms
    property string position: ""

    text: name
    Accessible.name: [name, condition, about, ...needs, position].filter(part => part).join(", ")
    hint: I18n.trc("spaces", "Shows the free times")
    spoken: [
        Voice.phrase(name, nameLanguage),
        Voice.phrase([condition, about, ...needs, position].filter(part => part).join(", "), "")
    ]

    horizontalPadding: Theme.scale < 2 ? Theme.wideGap : Theme.gap
    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: row.pictogram
            color: row.accent
            size: Math.min(Theme.mm(16), Theme.iconSize * 1.5)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.mm(0.8)
            Layout.fillWidth: true

            ReadableText {
                text: row.name
                color: row.ink
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            LabelledPictogram {
                pictogram: row.conditionPictogram
                text: row.condition
                color: row.pressed ? row.ink : row.free ? Theme.success : Theme.text
                Layout.fillWidth: true
            }
            ReadableText {
                text: row.about
                visible: text !== ""
                color: row.ink
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            Flow {
                spacing: Theme.gap
                visible: row.needs.length > 0
                Layout.fillWidth: true

                Repeater {
                    model: row.needs

                    LabelledPictogram {
                        required property int index
                        required property string modelData

                        pictogram: row.needPictograms[index]
                        text: modelData
                        color: row.ink
                    }
                }
            }
        }
    }
}
