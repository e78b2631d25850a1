import QtQuick
import QtQuick.Layouts
import Kiosk
import "../theme"

// What has been reserved or registered: the name, the time and the next step, on mint.
Rectangle {
    id: card

    required property Confirmation confirmation
    property bool large: false
    readonly property alias first: name
    readonly property color ink: confirmation.isHeld ? Theme.goodText : Theme.text

    implicitHeight: row.implicitHeight + Theme.wideGap * 2
    color: confirmation.isHeld ? Theme.good : Theme.bar
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.plain ? Theme.line : 0
    Layout.fillWidth: true

    RowLayout {
        id: row

        x: Theme.wideGap
        y: Theme.wideGap
        width: parent.width - Theme.wideGap * 2
        spacing: Theme.wideGap

        Pictogram {
            visible: Theme.scale < 2
            name: card.confirmation.pictogram
            color: card.ink
            size: Theme.mm(card.large ? 34 : 22)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ColumnLayout {
            spacing: Theme.mm(1)
            Layout.fillWidth: true

            Heading {
                id: name

                text: card.confirmation.name
                language: card.confirmation.nameLanguage
                font.pixelSize: card.large ? Theme.heroSize : Theme.titleSize
                activeFocusOnTab: true
                Layout.fillWidth: true
            }
            ReadableText {
                objectName: "reservation-time"
                text: card.confirmation.time
                font.pixelSize: card.large ? Theme.headingSize : Theme.bodySize
                readable: true
                Layout.fillWidth: true
            }
            ReadableText {
                objectName: "reservation-explanation"
                text: card.confirmation.explanation
                visible: text !== ""
                color: card.ink
                font.pixelSize: card.large ? Theme.headingSize : Theme.bodySize
                font.weight: Font.DemiBold
                readable: true
                Layout.fillWidth: true
            }
        }
    }
}
