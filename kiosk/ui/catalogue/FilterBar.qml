pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The filters and the sort order as chips. A chosen filter is a filled chip with the name of its
// value, and one tap removes it. A chip that opens shows its choices in a box below.
ColumnLayout {
    id: bar

    required property SearchModel find

    signal browse
    signal pictures

    // Moves the focus to the chip that opens the choices of `facet`.
    function focusOn(facet: string) {
        for (let place = 0; place < chips.count; place += 1) {
            const each = chips.itemAt(place) as Chip;
            if (each && each.objectName === "filter-" + facet)
                each.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    spacing: Theme.gap
    Layout.fillWidth: true

    Part {
        name: I18n.trc("parts", "Filters")
    }
    Flow {
        spacing: Theme.gap
        Layout.fillWidth: true

        Repeater {
            id: chips

            model: bar.find.chips

            Chip {
                required text
                required pictogram
                required opens
                required property string facet
                required property string value
                required property bool chosen

                objectName: opens ? "filter-" + facet : facet + "-" + value
                checked: chosen
                open: opens && bar.find.facet === facet
                hint: opens ? open ? I18n.trc("catalogue", "Hides the choices") : I18n.trc("catalogue", "Shows the choices") : ""
                width: Math.min(implicitWidth, bar.width)
                onClicked: {
                    opens ? bar.find.openFacet(facet) : bar.find.toggle(facet, value);
                    checked = Qt.binding(() => chosen);
                }
            }
        }
        Chip {
            objectName: "browse"
            text: I18n.trc("catalogue", "A to Z")
            hint: I18n.trc("catalogue", "Browse titles, authors and subjects")
            pictogram: "serial"
            checkable: false
            Accessible.role: Accessible.Button
            width: Math.min(implicitWidth, bar.width)
            onClicked: bar.browse()
        }
        Chip {
            objectName: "pictures"
            text: I18n.trc("catalogue", "Pictures")
            hint: I18n.trc("catalogue", "Choose by picture")
            pictogram: "pictures"
            checkable: false
            Accessible.role: Accessible.Button
            width: Math.min(implicitWidth, bar.width)
            onClicked: bar.pictures()
        }
    }
    FramedBox {
        visible: choices.count > 0
        implicitHeight: flow.implicitHeight + Theme.gap * 2
        color: Theme.bar
        Layout.fillWidth: true

        Flow {
            id: flow

            x: Theme.gap
            y: Theme.gap
            width: parent.width - Theme.gap * 2
            spacing: Theme.gap

            Repeater {
                id: choices

                model: bar.find.choices

                Chip {
                    required property string value
                    required property string label
                    required property bool chosen
                    required pictogram

                    objectName: "choice-" + bar.find.facet + "-" + value
                    text: label
                    checked: chosen
                    single: bar.find.facet === "order"
                    width: Math.min(implicitWidth, flow.width)
                    onClicked: {
                        const facet = bar.find.facet;
                        bar.focusOn(facet);
                        bar.find.toggle(facet, value);
                    }
                }
            }
        }
    }
}
