import QtQuick
import "../controls"
import "../theme"

// A title as a cover that opens the title.
Pressable {
    id: button

    required property int index
    required property int bibId
    required property string title
    required property string titleLanguage
    required property string name
    required property string about
    required property string pictogram
    required property int shade
    required property int motif
    required property string picture
    property real coverWidth: Theme.mm(40)

    objectName: "home-title-" + index
    text: title
    Accessible.name: [title, about].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [Voice.phrase(title, titleLanguage), Voice.phrase(about, "")]
    padding: 0
    framed: false
    rounding: Theme.mm(1.2)

    contentItem: Item {
        implicitWidth: button.coverWidth
        implicitHeight: Math.round(button.coverWidth * 1.4)

        Cover {
            anchors.fill: parent
            title: button.title
            name: button.name
            pictogram: button.pictogram
            shade: button.shade
            motif: button.motif
            picture: button.picture
            named: true
        }
    }
}
