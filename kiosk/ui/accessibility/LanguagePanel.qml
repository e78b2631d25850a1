pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The languages of the screen, each by its own name in itself.
Sheet {
    id: panel

    required property Translator translator

    title: I18n.trc("languages", "Language")

    Repeater {
        model: panel.translator.choices

        Choice {
            id: choice

            required property var modelData
            required property int index

            objectName: "language-" + modelData.code
            single: true
            text: modelData.name
            spoken: [{text: modelData.name, language: modelData.code}]
            checked: panel.translator.language === modelData.code
            least: Theme.target
            Layout.fillWidth: true
            onClicked: {
                panel.translator.language = choice.modelData.code;
                choice.checked = Qt.binding(() => panel.translator.language === choice.modelData.code);
            }
        }
    }
}
