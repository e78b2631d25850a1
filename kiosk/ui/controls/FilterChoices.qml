pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The choices of one filter under a heading.
ColumnLayout {
    id: facet

    property string title: ""
    required property string facet
    required property ChoiceList choices
    readonly property int count: repeater.count

    property bool single: false

    signal toggled(string value)

    visible: count > 0
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
            id: repeater

            model: facet.choices

            Choice {
                id: choice

                required property string value
                required property string label
                required property bool chosen
                required pictogram

                objectName: facet.facet + "-" + value
                single: facet.single
                text: label
                checked: chosen
                width: Math.min(implicitWidth, facet.width)
                onClicked: {
                    facet.toggled(choice.value);
                    choice.checked = Qt.binding(() => choice.chosen);
                }
            }
        }
    }
}
