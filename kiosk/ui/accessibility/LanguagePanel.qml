pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the language of the screen. Each language has its own name for itself, and says it
// on request: a visitor who does not read knows a language by its sound. With speech on, the walk
// through the choices says each name in the voice of its language.
SettingsPanel {
    id: panel

    required property Translator translator
    required property LanguageSamples samples

    title: I18n.trc("languages", "Language")

    function inForce(): Item {
        for (let place = 0; place < languages.count; place += 1) {
            const row = languages.itemAt(place) as LanguageRow;
            if (row.checked)
                return row.control;
        }
        return null;
    }

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

            LanguageRow {
            }
        }
    }

    component LanguageRow: RowLayout {
        id: row

        required property string code
        required property string name
        readonly property alias checked: choice.checked
        readonly property Item control: choice

        spacing: Theme.gap

        Choice {
            id: choice

            objectName: "language-" + row.code
            single: true
            font.pixelSize: Theme.scale < 1.4 ? Theme.titleSize : Theme.headingSize
            text: row.name
            spoken: [Voice.phrase(row.name, row.code)]
            checked: panel.translator.language === row.code
            least: panel.rowHeight(Math.ceil(languages.count / grid.columns), Theme.mm(110))
            Layout.fillWidth: true
            onClicked: {
                panel.translator.language = row.code;
                choice.checked = Qt.binding(() => panel.translator.language === row.code);
            }
        }
        Pressable {
            id: sample

            objectName: "hear-" + row.code
            text: I18n.trc("languages", "Hear {language}", {language: row.name})
            visible: panel.samples.audible && !Voice.on
            Layout.fillHeight: true

            contentItem: Item {
                implicitWidth: Theme.mm(14)

                Pictogram {
                    anchors.centerIn: parent
                    name: "speech"
                    color: sample.accent
                    size: Theme.mm(12)
                }
            }

            onClicked: panel.samples.hear(row.code)
        }
    }
}
