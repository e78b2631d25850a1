import QtQuick
import "../controls"
import "../theme"

// The notice of the day, set apart from the permanent contents.
Rectangle {
    id: notice

    property alias text: words.text
    property alias language: words.language

    implicitHeight: words.implicitHeight + Theme.wideGap * 2
    color: Theme.chosen
    radius: Theme.radius

    Part {
        name: I18n.trc("parts", "Notice")
    }
    ReadableText {
        id: words

        anchors.fill: parent
        anchors.margins: Theme.wideGap
        color: Theme.chosenText
        readable: true
    }
}
