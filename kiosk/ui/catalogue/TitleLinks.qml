pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The authors, subjects and series of a title as chips, which lead to their other titles.
Flow {
    id: shown

    required property LinkList links
    required property string titleLanguage
    readonly property int count: repeater.count

    signal lookedUp(string scope, string heading)

    visible: count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    Repeater {
        id: repeater

        model: shown.links

        Chip {
            required property int index
            required property string scope
            required property string kind
            required property string heading
            required property string language
            required pictogram

            objectName: "link-" + index
            text: kind + ": " + heading
            spoken: [
                Voice.phrase(kind + ": ", ""),
                Voice.phrase(heading, language),
                Voice.phrase("", shown.titleLanguage)
            ]
            hint: I18n.trc("catalogue", "Shows all titles with this author, subject or series")
            checkable: false
            Accessible.role: Accessible.Button
            width: Math.min(implicitWidth, shown.width)
            onClicked: shown.lookedUp(scope, heading)
        }
    }
}
