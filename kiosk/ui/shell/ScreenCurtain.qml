import QtQuick
import "../controls"
import "../theme"

// Hides the screen from others while the visitor continues by ear. It takes no touch and
// is not in the accessibility tree, so the covered controls can be explored as before.
Rectangle {
    color: Theme.ground

    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.wideGap * 2
        spacing: Theme.wideGap

        Pictogram {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "curtain"
            size: Theme.mm(30)
        }
        ReadableText {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: I18n.trc("display", "The screen is hidden for privacy. Reading aloud continues.")
            Accessible.ignored: true
        }
    }
}
