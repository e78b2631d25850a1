import QtQuick
import QtQuick.VirtualKeyboard.Styles
import "../../../../../theme"

// A word or language in a list of the keyboard.
SelectionListItem {
    id: listed

    // This property is not `required`, or else Qt would not provide its other context properties.
    property string word: ""
    readonly property bool current: ListView.isCurrentItem

    implicitWidth: label.implicitWidth + Theme.wideGap
    Accessible.role: Accessible.Button
    Accessible.name: word

    Text {
        id: label

        anchors.centerIn: parent
        textFormat: Text.PlainText
        text: listed.word
        color: listed.current ? Theme.chosenText : Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.mm(8)
        Accessible.ignored: true
    }
}
