pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../accessibility"
import "../controls"
import "../theme"

// The panels that the accessibility bar opens over the screen.
FocusScope {
    id: sheets

    required property AccessibilitySettings accessibility
    required property Translator translator
    property string open: ""

    signal closed(string name)

    function toggle(name: string) {
        if (open === name)
            close();
        else
            open = name;
    }

    function close() {
        if (!open)
            return;
        const name = open;
        open = "";
        closed(name);
    }

    function takeFocus() {
        if (loader.item)
            (loader.item as ScreenFrame).arrive();
    }

    visible: open !== ""
    onOpenChanged: Qt.callLater(takeFocus)

    Rectangle {
        anchors.fill: parent
        color: Theme.ground
    }
    Loader {
        id: loader

        anchors.fill: parent
        focus: true
        sourceComponent: sheets.open === "language" ? language : sheets.open === "text" ? text : sheets.open === "theme" ? theme : sheets.open === "speech" ? speech : null
    }

    Component {
        id: language

        LanguagePanel {
            translator: sheets.translator
            onDone: sheets.close()
        }
    }
    Component {
        id: text

        TextSizePanel {
            accessibility: sheets.accessibility
            onDone: sheets.close()
        }
    }
    Component {
        id: theme

        ThemePanel {
            accessibility: sheets.accessibility
            onDone: sheets.close()
        }
    }
    Component {
        id: speech

        SpeechPanel {
            accessibility: sheets.accessibility
            onDone: sheets.close()
        }
    }
}
