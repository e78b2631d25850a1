import QtQuick
import QtQuick.Layouts
import "../theme"

// A named fact such as "Publisher" or "Year".
GridLayout {
    id: detail

    required property string label
    required property string value
    required property string language
    required property bool isCode // the value is read character by character

    columns: Theme.scale > 1.5 || width < Theme.mm(150) ? 1 : 2
    columnSpacing: Theme.wideGap
    rowSpacing: 0
    Layout.fillWidth: true

    ReadableText {
        text: detail.label
        color: Theme.quiet
        Accessible.ignored: true
        Layout.preferredWidth: detail.columns === 1 ? -1 : Theme.mm(56)
        Layout.fillWidth: detail.columns === 1
        Layout.alignment: Qt.AlignTop
    }
    ReadableText {
        property list<var> spoken: [
            Voice.phrase(detail.label, ""),
            detail.isCode ? Voice.code(detail.value) : Voice.phrase(detail.value, detail.language)
        ]

        text: detail.value
        isCode: detail.isCode
        readable: true
        Accessible.name: detail.label + ": " + detail.value
        Layout.fillWidth: true
    }
}
