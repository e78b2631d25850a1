pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// All about one program.
ScreenFrame {
    id: screen

    required property var program

    title: I18n.tr("Details")
    introduction: screen.program.cancelled ? I18n.tr("Cancelled") : ""
    first: heading

    ScrollPane {
        anchors.fill: parent

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Icon {
                name: screen.program.pictogram || "programs"
                size: Math.min(Theme.mm(20), Theme.iconSize * 2)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                Layout.alignment: Qt.AlignTop
            }
            Heading {
                id: heading

                objectName: "program-title"
                text: screen.program.title || ""
                language: screen.program.titleLanguage || ""
                activeFocusOnTab: true
                Layout.fillWidth: true
            }
        }
        Mark {
            visible: screen.program.cancelled || false
            pictogram: "warning"
            text: I18n.tr("Cancelled")
            color: Theme.bad
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.program.facts || []

            Detail {
                required property var modelData

                label: modelData.label
                value: modelData.value
            }
        }
        Flow {
            spacing: Theme.wideGap
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap

            Repeater {
                model: screen.program.needs || []

                Mark {
                    required property var modelData

                    pictogram: modelData.pictogram
                    text: modelData.label
                    readable: true
                }
            }
        }
        Words {
            text: screen.program.description || ""
            language: screen.program.titleLanguage || ""
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
    }
}
