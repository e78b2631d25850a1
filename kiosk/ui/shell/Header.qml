import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The head of a screen: the back button, the title and the time of day on a batik pattern. The
// head takes at most a tenth of the height of the window: a long title becomes smaller.
Rectangle {
    id: header

    required property string title
    required property string subtitle
    required property string clock
    required property bool canGoBack
    required property bool overlaid // a panel is open: the button closes it

    readonly property int most: Math.max(Theme.mm(16), Math.floor(Window.height * 0.1))
    readonly property int edge: Theme.wide ? Theme.gap : Theme.wideGap
    readonly property int share: Theme.mm(subtitle && Theme.tallScript ? 48 : subtitle ? 40 : 36) * (0.4 + 0.6 * Theme.frameScale)

    readonly property Item closer: button

    signal back
    signal staffAsked

    implicitHeight: Math.min(most, share)
    color: Theme.head

    Part {
        name: I18n.trc("parts", "Top of the screen")
    }
    Pattern {
        ground: header.color
        underText: true
        width: Math.min(parent.width / 4, Theme.mm(90))
        height: parent.height
        anchors.right: parent.right
        tile: Math.round(header.implicitHeight / 2)
    }
    Rectangle {
        visible: Theme.plain
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.wideGap
        anchors.rightMargin: Theme.wideGap
        anchors.topMargin: header.edge
        anchors.bottomMargin: header.edge
        spacing: Theme.wideGap

        PushButton {
            id: button

            objectName: header.overlaid ? "close-panel" : "back"
            visible: header.canGoBack || header.overlaid
            text: header.overlaid ? I18n.trc("navigation", "Close") : I18n.trc("navigation", "Back")
            hint: header.overlaid ? I18n.trc("navigation", "Returns to where you were") : I18n.trc("navigation", "Previous screen")
            pictogram: header.overlaid ? "close" : "back"
            mirrorable: !header.overlaid
            least: Theme.smallTarget
            font.pixelSize: Math.round(Theme.mm(7.2) * Theme.frameScale)
            font.weight: Font.DemiBold
            ink: pressed ? Theme.primaryText : Theme.primary
            pictogramSize: Theme.barIconSize
            topPadding: 0
            bottomPadding: 0
            Layout.fillHeight: true
            Layout.maximumHeight: Theme.mm(25) * Theme.frameScale
            onClicked: header.back()
        }
        GridLayout {
            columns: Theme.wide ? 2 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: 0
            Layout.fillWidth: true
            Layout.fillHeight: true

            Heading {
                begins: false
                text: header.title
                color: Theme.headText
                font.pixelSize: Math.round(Theme.mm(header.subtitle && !Theme.wide ? 10 : 11.5) * (0.4 + 0.6 * Theme.frameScale))
                fontSizeMode: Text.Fit
                minimumPixelSize: Theme.mm(6)
                verticalAlignment: header.subtitle && !Theme.wide ? Text.AlignBottom : Text.AlignVCenter
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumWidth: Theme.wide && header.subtitle ? implicitWidth + 2 : Number.POSITIVE_INFINITY
            }
            ReadableText {
                text: header.subtitle
                visible: text !== ""
                color: Theme.headText
                font.pixelSize: Theme.barSize
                lineHeight: 1
                readable: true
                Layout.fillWidth: true
            }
        }
        HeadClock {
            clock: header.clock
            onStaffAsked: header.staffAsked()
        }
    }
}
