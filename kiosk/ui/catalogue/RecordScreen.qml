pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// All about one title: where its copies are, and what it is.
ScreenFrame {
    id: screen

    required property FindModel find
    readonly property var record: find.record

    signal lookedUp

    title: I18n.trc("catalogue", "Details")
    introduction: screen.record.availability || ""
    first: heading

    ScrollPane {
        id: pane

        anchors.fill: parent

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Icon {
                name: screen.record.formatPictogram || "book"
                color: Theme.primary
                size: Math.min(Theme.mm(20), Theme.iconSize * 2)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                spacing: Theme.gap
                Layout.fillWidth: true

                Heading {
                    id: heading

                    objectName: "record-title"
                    text: screen.record.title || ""
                    language: screen.record.titleLanguage || ""
                    activeFocusOnTab: true
                    Layout.fillWidth: true
                }
                Words {
                    property var spoken: [
                        {text: screen.record.byline || "", language: ""},
                        {text: "", language: screen.record.titleLanguage || ""}
                    ]

                    text: screen.record.byline || ""
                    visible: text !== ""
                    readable: true
                    Layout.fillWidth: true
                }
            }
        }
        Mark {
            pictogram: screen.record.availabilityPictogram || ""
            text: screen.record.availability || ""
            color: screen.record.here ? Theme.success : Theme.text
            readable: true
            Layout.fillWidth: true
        }
        Heading {
            text: I18n.trc("catalogue", "Where to find it")
            visible: holdings.count > 0
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        Repeater {
            id: holdings

            model: screen.record.holdings || []

            HoldingRow {
                required property var modelData

                holding: modelData
                Layout.fillWidth: true
            }
        }
        Online {
            url: screen.record.url || ""
        }
        Heading {
            text: I18n.trc("catalogue", "About this title")
            visible: facts.count > 0 || (screen.record.summary || "") !== ""
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        Words {
            text: screen.record.summary || ""
            language: screen.record.titleLanguage || ""
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            id: facts

            model: screen.record.facts || []

            Detail {
                required property var modelData

                label: modelData.label
                value: modelData.value
                language: modelData.language || ""
                mark: modelData.mark === "yes"
            }
        }
        Heading {
            text: I18n.trc("catalogue", "More like this")
            visible: leads.count + similar.count > 0
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        Repeater {
            id: leads

            model: screen.record.leads || []

            PushButton {
                required property var modelData
                required property int index

                objectName: "lead-" + index
                text: modelData.kind + ": " + modelData.text
                spoken: [
                    {text: modelData.kind + ": ", language: ""},
                    {text: modelData.text, language: modelData.language},
                    {text: "", language: screen.record.titleLanguage || ""}
                ]
                hint: I18n.trc("catalogue", "Shows all titles with this author, subject or series")
                pictogram: modelData.pictogram
                centred: false
                Layout.fillWidth: true
                onClicked: {
                    screen.find.lookUp(modelData.scope, modelData.text);
                    screen.lookedUp();
                }
            }
        }
        Repeater {
            id: similar

            model: screen.find.similar

            HitRow {
                objectName: "similar-" + index
                Layout.fillWidth: true
                onClicked: {
                    screen.find.openRecord(bibId);
                    pane.toTop();
                    screen.last = null;
                    screen.arrive();
                }
            }
        }
    }
}
