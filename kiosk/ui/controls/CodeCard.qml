import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// The code of a booking in large digits.
FramedBox {
    id: card

    required property Confirmation confirmation
    required property string spokenCode
    readonly property alias first: digits

    implicitHeight: column.implicitHeight + Theme.wideGap * 2
    Layout.fillWidth: true
    Layout.fillHeight: true

    Part {
        name: I18n.trc("codes", "Your code")
    }
    ColumnLayout {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - Theme.gap * 2
        spacing: Theme.gap

        ReadableText {
            text: I18n.trc("codes", "Your code")
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            id: digits

            readonly property string spelled: Voice.discreet ? "" : text

            objectName: "reservation-code"
            text: card.confirmation.shownCode
            isCode: true
            font.pixelSize: Math.min(Theme.heroSize * 2.2, card.width / 4.8)
            font.weight: Font.Bold
            font.features: ({
                    tnum: 1,
                    zero: 1
                })
            lineHeight: 1
            wrapMode: Text.NoWrap
            horizontalAlignment: Text.AlignHCenter
            readable: true
            Accessible.name: card.spokenCode
            Layout.fillWidth: true
        }
    }
}
