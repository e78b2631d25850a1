import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// Offers speech by a large picture of an ear, for visitors who do not read.
Pressable {
    id: door

    readonly property bool brief: Theme.scale > 1.2 // the picture alone

    objectName: "hear-screen"
    text: I18n.trc("speech", "Read aloud")
    hint: I18n.trc("speech", "Reads the screen aloud")
    visible: !Voice.on && Voice.guide !== null && Voice.guide.unavailable === ""
    least: Theme.mm(18)
    rounding: height / 2
    padding: Theme.mm(1)
    horizontalPadding: Theme.mm(brief ? 3 : 6)
    ink: pressed ? Theme.primaryText : Theme.chosenText
    fill: pressed ? Theme.primary : Theme.chosen
    onClicked: Voice.guide.turn_on_or_off(!Voice.byKeys)

    contentItem: RowLayout {
        spacing: Theme.gap

        Pictogram {
            name: "hear"
            color: door.ink
            size: Theme.mm(14)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: door.text
            visible: !door.brief
            color: door.ink
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
