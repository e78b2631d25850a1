import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Kiosk
import "../theme"

// The on-screen keyboard with the layout of the visitor's language. The keys grow with the text,
// at most to 160 %, and within the height that the keyboard may take.
InputPanel {
    id: panel

    objectName: "keyboard"
    property string enterName: "" // what the Enter key does in the field
    readonly property string layout: VirtualKeyboardSettings.locale

    property Translator translator: null
    property bool wanted: true
    property real room: 0
    property int most: 0 // pixels
    readonly property bool shown: active && wanted

    width: Math.min(room, Theme.mm(380))
    visible: shown

    // The proportions of the style (style.qml).
    Binding {
        target: Theme
        property: "keysSize"
        value: Qt.size(panel.width, Math.min(panel.most, Theme.mm(110) * (0.5 + 0.5 * Theme.frameScale)))
    }
    Binding {
        target: Theme
        property: "enterName"
        value: panel.enterName
    }
    Binding {
        target: VirtualKeyboardSettings
        property: "locale"
        value: panel.translator ? panel.translator.keyboard : "en_GB"
    }
    Binding {
        target: VirtualKeyboardSettings
        property: "activeLocales"
        value: panel.translator ? panel.translator.keyboards : ["en_GB"]
    }
}
