pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../accessibility"
import "../controls"
import "../theme"

// The panels that the accessibility bar opens over the screen.
FocusScope {
    id: sheets

    required property ViewModels models
    required property bool full // the bar has all buttons
    required property Item closer // the button that closes a panel
    readonly property string title: loader.item ? (loader.item as ScreenFrame).title : ""
    property string open: ""

    signal closed(string name)
    signal deskAsked

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
        const panel = loader.item as SettingsPanel;
        if (!panel)
            return;
        panel.first = panel.inForce() || closer;
        panel.arrive();
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
        sourceComponent: sheets.open === "language" ? language : sheets.open === "display" ? display : sheets.open === "help" ? help : sheets.open === "speech" ? speech : null
    }

    Component {
        id: language

        LanguagePanel {
            translator: sheets.models.translator
            samples: sheets.models.samples
        }
    }
    Component {
        id: display

        DisplayPanel {
            accessibility: sheets.models.accessibility
            newTitles: sheets.models.new_titles
            leadsOn: !sheets.full
            onAsked: name => sheets.toggle(name)
        }
    }
    Component {
        id: help

        HelpPanel {
            staff: sheets.models.staff
            fittings: sheets.models.fittings
            leadsOn: sheets.full
            leadsToDesk: !sheets.models.first_start.needed
            onDeskAsked: {
                sheets.close();
                sheets.deskAsked();
            }
        }
    }
    Component {
        id: speech

        SpeechPanel {
            accessibility: sheets.models.accessibility
            fittings: sheets.models.fittings
        }
    }
}
