pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// What the library has, before a visitor has typed anything: subjects, and new titles as covers.
ColumnLayout {
    id: shown

    required property NewTitles titles

    signal opened(int bibId)
    signal subject(string text)

    spacing: Theme.gap
    Layout.fillWidth: true

    SectionHeading {
        text: I18n.trc("catalogue", "Subjects")
        visible: subjects.count > 0
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            id: subjects

            model: shown.titles.subjects

            Chip {
                required property int index
                required text
                required property string language

                objectName: "subject-" + index
                checkable: false
                spoken: [Voice.phrase(text, language)]
                hint: I18n.trc("catalogue", "Shows all titles with this author, subject or series")
                width: Math.min(implicitWidth, shown.width)
                Accessible.role: Accessible.Button
                onClicked: shown.subject(text)
            }
        }
    }
    CoverShelf {
        titles: shown.titles.rows
        heading: I18n.trc("catalogue", "New arrivals")
        prefix: "new"
        onOpened: bibId => shown.opened(bibId)
    }
}
