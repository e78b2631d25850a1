import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The invitation of the attract screen: the library, and "Touch anywhere" in its language and in
// others.
AttractCard {
    id: card

    property alias library: library.text
    property alias others: others.text
    property real size: Theme.heroSize

    implicitHeight: words.implicitHeight + Theme.wideGap * 4

    ColumnLayout {
        id: words

        anchors.centerIn: parent
        width: parent.width - Theme.wideGap * 2
        spacing: Theme.wideGap

        Line {
            id: library

            color: Theme.primary
            font.pixelSize: Theme.headingSize
            font.weight: Font.DemiBold
        }
        Line {
            text: I18n.trc("home", "Touch anywhere")
            font.pixelSize: card.size
            font.weight: Font.Bold
        }
        Line {
            id: others

            visible: text !== ""
            font.pixelSize: Theme.headingSize
            lineHeight: 1.3
        }
    }

    component Line: ReadableText {
        horizontalAlignment: Text.AlignHCenter
        lineHeight: Theme.tallScript ? 1 : 1.05
        Layout.fillWidth: true
    }
}
