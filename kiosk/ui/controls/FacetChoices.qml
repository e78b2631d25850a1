pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../theme"

// The choices of one filter, `[{value, label, pictogram, chosen}]`, under a heading.
ColumnLayout {
    id: facet

    property string title: ""
    required property string facet
    required property var choices

    property bool single: false

    signal toggled(string value)

    visible: choices.length > 0
    spacing: Theme.gap
    Layout.fillWidth: true
    Layout.topMargin: Theme.wideGap

    Heading {
        text: facet.title
        visible: text !== ""
        Layout.fillWidth: true
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            model: facet.choices.length

            Choice {
                id: choice

                required property int index
                readonly property var option: facet.choices[index] || ({})

                objectName: facet.facet + "-" + (option.value || "")
                single: facet.single
                text: option.label || ""
                pictogram: option.pictogram || ""
                checked: option.chosen || false
                width: Math.min(implicitWidth, facet.width)
                onClicked: {
                    facet.toggled(choice.option.value);
                    choice.checked = Qt.binding(() => choice.option.chosen || false);
                }
            }
        }
    }
}
