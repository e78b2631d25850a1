import QtQuick
import "../controls"
import "../theme"

// Hides the screen from other people while the visitor listens to speech. The curtain ignores
// touches and is not in the accessibility tree, so the hidden controls can be explored as before.
Rectangle {
    required property Item bar // stays visible

    x: Theme.wide && Theme.rightToLeft ? bar.width : 0
    width: parent.width - (Theme.wide ? bar.width : 0)
    height: parent.height - (Theme.wide ? 0 : bar.height)
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
