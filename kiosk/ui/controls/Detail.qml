import QtQuick
import QtQuick.Layouts
import "../theme"

// A named fact: "Publisher", "Year".
GridLayout {
    id: detail

    required property string label
    required property string value
    property string language: ""
    property bool mark: false // a code, said sign by sign

    columns: Theme.scale > 1.5 || width < Theme.mm(150) ? 1 : 2
    columnSpacing: Theme.wideGap
    rowSpacing: 0
    Layout.fillWidth: true

    Words {
        text: detail.label
        color: Theme.quiet
        Accessible.ignored: true
        Layout.preferredWidth: detail.columns === 1 ? -1 : Theme.mm(56)
        Layout.fillWidth: detail.columns === 1
        Layout.alignment: Qt.AlignTop
    }
    Words {
        property var spoken: [
            {text: detail.label, language: ""},
            {text: detail.value, language: detail.language, mark: detail.mark}
        ]

        text: detail.value
        readable: true
        Accessible.name: detail.label + ": " + detail.value
        Layout.fillWidth: true
    }
}
