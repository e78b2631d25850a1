import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The way to the titles by pictures, for visitors who do not spell.
Pressable {
    id: door

    objectName: "door-pictures"
    text: I18n.trc("catalogue", "Pictures")
    hint: I18n.trc("catalogue", "Choose by picture")
    least: Theme.mm(26)
    rounding: Theme.radius * 1.4
    padding: Theme.mm(1)
    horizontalPadding: Theme.gap

    contentItem: ColumnLayout {
        spacing: 0

        Pictogram {
            name: "pictures"
            color: door.accent
            size: Theme.mm(15)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.alignment: Qt.AlignCenter
        }
        ReadableText {
            text: door.text
            color: door.ink
            font.pixelSize: Theme.smallSize
            lineHeight: 1
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
            Layout.alignment: Qt.AlignCenter
        }
    }
}
