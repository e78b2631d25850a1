pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the language of the screen. Each language has its own name for itself.
SettingsPanel {
    id: panel

    required property Translator translator

    title: I18n.trc("languages", "Language")

    Repeater {
        model: panel.translator.choices

        Choice {
            id: choice

            required property string code
            required property string name

            objectName: "language-" + code
            single: true
            text: name
            spoken: [Voice.phrase(name, code)]
            checked: panel.translator.language === code
            least: Theme.target
            Layout.fillWidth: true
            onClicked: {
                panel.translator.language = choice.code;
                choice.checked = Qt.binding(() => panel.translator.language === choice.code);
            }
        }
    }
}
