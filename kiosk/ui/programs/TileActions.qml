import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The last line of a tile: the seats that are left, and the action. "Details" is only drawn,
// because the whole tile opens the details.
GridLayout {
    id: actions

    required property ProgramTile tile
    readonly property Item button: tile.offer ? register : details
    readonly property bool narrow: state.implicitWidth + button.implicitWidth + columnSpacing > width

    columns: narrow ? 1 : 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    ReadableText {
        id: state

        text: actions.tile.status
        visible: text !== "" || !actions.narrow
        color: actions.tile.pressed ? actions.tile.ink : actions.tile.cancelled ? Theme.error : actions.tile.good ? Theme.success : Theme.text
        font.weight: Font.DemiBold
        Accessible.ignored: true
        Layout.fillWidth: true
    }
    PushButton {
        id: register

        objectName: "register-" + actions.tile.index
        text: actions.tile.offer
        Accessible.name: [text, actions.tile.title].join(", ")
        visible: text !== ""
        primary: true
        least: Theme.smallTarget
        rounding: height / 2
        spoken: [Voice.phrase(text, ""), Voice.phrase(actions.tile.title, actions.tile.titleLanguage)]
        Layout.preferredWidth: Math.max(implicitWidth, Theme.mm(50))
        Layout.fillWidth: actions.narrow
        onClicked: actions.tile.register()
    }
    Rectangle {
        id: details

        visible: !register.visible && !actions.tile.beside
        implicitWidth: Math.max(words.implicitWidth + Theme.wideGap * 2, Theme.mm(50))
        implicitHeight: register.implicitHeight
        radius: height / 2
        color: Theme.primary
        Layout.fillWidth: actions.narrow

        ReadableText {
            id: words

            anchors.centerIn: parent
            text: I18n.trc("programs", "Details")
            color: Theme.primaryText
            font.weight: Font.DemiBold
            lineHeight: 1
            Accessible.ignored: true
        }
    }
}
