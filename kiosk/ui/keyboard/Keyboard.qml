import QtQuick
import QtQuick.Window
import Kiosk
import "../controls"
import "../theme"

// The area of the on-screen keyboard. The keyboard is loaded on first use, because loading it
// takes time and memory, and many visitors do not type.
Item {
    id: room

    required property Translator translator
    required property bool wanted

    // Only a text field has the property `inputMethodHints`.
    readonly property bool needed: wanted && Window.activeFocusItem !== null && "inputMethodHints" in Window.activeFocusItem

    // The type is `var`, because using the actual type would load the whole keyboard at the start.
    readonly property var panel: loader.item

    // The next visitor gets a new keyboard, because a keyboard remembers the chosen layout.
    function forget() {
        loader.active = false;
    }

    implicitHeight: panel && panel.shown ? panel.height + notice.space : 0
    onNeededChanged: {
        if (!needed)
            return;
        loader.active = true;
        Qt.inputMethod.show(); // qmllint disable missing-property
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bar
    }
    ReadableText {
        id: notice

        readonly property real space: visible ? height + Theme.gap : 0

        objectName: "no-keyboard"
        text: I18n.trc("keyboard", "This keyboard lacks the letters of your language. Use “Pick letters one by one” above.")
        visible: room.panel !== null && room.panel.shown && !I18n.typed && Theme.scale <= 1.5
        width: parent.width - Theme.wideGap * 2
        x: Theme.wideGap
        font.pixelSize: Theme.smallSize
    }
    Loader {
        id: loader

        anchors.horizontalCenter: parent.horizontalCenter
        y: notice.space
        active: false
        source: "KeyboardPanel.qml"
        onLoaded: {
            room.panel.translator = Qt.binding(() => room.translator);
            room.panel.wanted = Qt.binding(() => room.wanted);
            room.panel.room = Qt.binding(() => room.width);
        }
    }
}
