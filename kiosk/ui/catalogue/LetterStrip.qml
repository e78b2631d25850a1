pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../keyboard"
import "../theme"

// The letters at which the list can begin. The up and down keys move by one row, so that a few
// strokes lead past the letters.
KeyGrid {
    id: strip

    required property BrowseModel browse

    visible: letters.count > 1
    columns: Math.max(3, Math.floor((width + columnSpacing) / (Math.max(Theme.smallTarget, Theme.bodySize * 1.7) + columnSpacing)))
    onPassed: down => leave(down)

    Repeater {
        id: letters

        model: strip.browse.letters

        PushButton {
            id: letter

            required property string value
            required property string label
            required property bool chosen

            objectName: "initial-" + value
            text: label
            hint: I18n.trc("catalogue", "The list jumps to these letters")
            checked: chosen
            least: Theme.smallTarget
            padding: 0
            leftPadding: 0
            rightPadding: 0
            Layout.columnSpan: label.length > 1 ? 2 : 1
            // Not the implicit width, which follows the width of the button, as on the letter pad.
            Layout.preferredWidth: least
            Layout.fillWidth: true
            Layout.fillHeight: true
            onClicked: strip.browse.start = value
        }
    }
}
