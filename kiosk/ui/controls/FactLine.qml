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
        // A long number such as an ISBN is said only when the visitor has it spelt.
        property list<var> spoken: [
            Voice.phrase(detail.label, ""),
            Voice.phrase(detail.isCode ? "" : detail.value, detail.language)
        ]
        readonly property string spelled: detail.isCode ? detail.value : ""
        // Translators: By ear, about an ISBN, whose digits the key or the button for spelling says.
        readonly property string hint: detail.isCode ? I18n.trc("speech", "Spell it to hear the digits") : ""

        text: detail.value
        isCode: detail.isCode
        readable: true
        Accessible.name: detail.label + ": " + detail.value
        Layout.fillWidth: true
    }
}
