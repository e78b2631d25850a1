import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Settings
import Kiosk
import "../theme"

// The on-screen keyboard with the layout of the visitor's language.
InputPanel {
    id: panel

    objectName: "keyboard"
    readonly property string layout: VirtualKeyboardSettings.locale

    property Translator translator: null
    property bool wanted: true
    property real room: 0
    readonly property bool shown: active && wanted
    readonly property Item field: Window.activeFocusItem
    readonly property bool digits: field && "inputMethodHints" in field && (field.inputMethodHints & Qt.ImhDigitsOnly) // qmllint disable missing-property

    width: Math.min(room, Theme.mm(380))
    visible: shown

    Binding {
        target: VirtualKeyboardSettings
        property: "locale"
        value: !panel.translator ? "en_GB" : panel.digits ? panel.translator.digitKeyboard : panel.translator.keyboard
    }
    Binding {
        target: VirtualKeyboardSettings
        property: "activeLocales"
        value: panel.translator ? panel.translator.keyboards : ["en_GB"]
    }
}
