pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Dates under a heading: other dates of one programme, or the programmes of a partner.
ColumnLayout {
    id: list

    required property DateList dates
    property string title: ""
    property bool named: true // the programmes have different titles

    signal opened(int index)

    visible: entries.count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        text: list.title
        visible: text !== ""
    }
    Repeater {
        id: entries

        model: list.dates

        PushButton {
            id: entry

            required property int index
            required property string when
            required property string title
            required property string titleLanguage
            required property string status

            objectName: "date-of-program-" + index
            text: [list.named ? title : "", when, status].filter(part => part).join("\n")
            Accessible.name: [list.named ? title : "", when, status].filter(part => part).join(", ")
            hint: I18n.trc("navigation", "Opens the details")
            spoken: [
                Voice.phrase(list.named ? title : "", titleLanguage),
                Voice.phrase([when, status].filter(part => part).join(", "), "")
            ]
            pictogram: "calendar"
            centred: false
            Layout.fillWidth: true
            onClicked: list.opened(index)
        }
    }
}
