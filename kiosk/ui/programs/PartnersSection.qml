pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The partners that offer programmes, each with a page of its own.
ColumnLayout {
    id: section

    required property PartnersModel partners

    signal opened

    visible: entries.count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        // Translators: Heading of a list of organisations that offer programmes with the library.
        text: I18n.trc("programs", "Our partners")
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            id: entries

            model: section.partners.rows

            PushButton {
                required property int index
                required property string name
                required property string nameLanguage

                objectName: "partner-" + index
                text: name
                hint: I18n.trc("programs", "Shows all programmes of this partner")
                spoken: [Voice.phrase(name, nameLanguage)]
                pictogram: "people"
                least: Theme.smallTarget
                rounding: height / 2
                width: Math.min(implicitWidth, section.width)
                onClicked: {
                    section.partners.openListed(index);
                    section.opened();
                }
            }
        }
    }
}
