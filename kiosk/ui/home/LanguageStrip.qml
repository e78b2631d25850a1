pragma ComponentBehavior: Bound

import QtQuick
import Kiosk
import "../controls"
import "../theme"

// Five languages, each by its own name for itself, and a button for all languages.
Flow {
    id: strip

    required property HomePage page
    required property Translator translator

    readonly property real tallest: Math.max(...children.map(child => child.implicitHeight))

    signal more

    spacing: Theme.gap

    Part {
        name: I18n.trc("home", "Languages")
    }
    Repeater {
        model: strip.page.languages

        Chip {
            id: chip

            required property string code
            required property string name

            objectName: "home-language-" + code
            single: true
            text: name
            spoken: [Voice.phrase(name, code)]
            checked: strip.translator.language === code
            width: Math.min(implicitWidth, strip.width)
            height: strip.tallest
            onClicked: {
                strip.translator.language = chip.code;
                chip.checked = Qt.binding(() => strip.translator.language === chip.code);
            }
        }
    }
    Chip {
        objectName: "more-languages"
        visible: strip.page.moreLanguages
        opens: true
        text: I18n.trc("home", "More …")
        hint: I18n.trc("home", "Shows all languages")
        width: Math.min(implicitWidth, strip.width)
        height: strip.tallest
        onClicked: strip.more()
    }
}
