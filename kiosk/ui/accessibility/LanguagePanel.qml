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

    GridLayout {
        id: grid

        columns: Math.max(1, Math.min(languages.count > 7 || Theme.wide ? 2 : 1, Math.floor(width / (Theme.bodySize * 13))))
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true
        Layout.fillWidth: true

        Repeater {
            id: languages

            model: panel.translator.choices

            Choice {
                id: choice

                required property string code
                required property string name

                objectName: "language-" + code
                single: true
                font.pixelSize: Theme.scale < 1.4 ? Theme.titleSize : Theme.headingSize
                text: name
                spoken: [Voice.phrase(name, code)]
                checked: panel.translator.language === code
                least: panel.rowHeight(Math.ceil(languages.count / grid.columns), Theme.mm(110))
                Layout.fillWidth: true
                onClicked: {
                    panel.translator.language = choice.code;
                    choice.checked = Qt.binding(() => panel.translator.language === choice.code);
                }
            }
        }
    }
}
