pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The access needs that a space meets, and its equipment.
Flow {
    id: marks

    required property EquipmentList equipment

    spacing: Theme.mm(5)
    Layout.fillWidth: true

    Part {
        name: I18n.trc("parts", "About this room")
    }
    Repeater {
        model: marks.equipment

        LabelledPictogram {
            required property string label
            required property string language
            required pictogram

            text: label
            spokenLanguage: language
            readable: true
        }
    }
}
