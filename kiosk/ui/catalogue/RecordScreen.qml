pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The details of one title, with the copies of the title.
ScreenFrame {
    id: screen

    required property SearchModel find
    readonly property RecordDetails record: find.record

    signal lookedUp

    title: I18n.trc("catalogue", "Details")
    introduction: record.availability
    first: recordTitle

    ScrollPane {
        id: pane

        anchors.fill: parent

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Pictogram {
                name: screen.record.formatPictogram
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
                    id: recordTitle

                    objectName: "record-title"
                    text: screen.record.title
                    language: screen.record.titleLanguage
                    activeFocusOnTab: true
                    Layout.fillWidth: true
                }
                ReadableText {
                    property list<var> spoken: [
                        Voice.phrase(screen.record.byline, ""),
                        Voice.phrase("", screen.record.titleLanguage)
                    ]

                    text: screen.record.byline
                    visible: text !== ""
                    readable: true
                    Layout.fillWidth: true
                }
            }
        }
        LabelledPictogram {
            pictogram: screen.record.availabilityPictogram
            text: screen.record.availability
            color: screen.record.isAvailable ? Theme.success : Theme.text
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

            model: screen.record.holdings

            HoldingRow {
                Layout.fillWidth: true
            }
        }
        OnlineAccess {
            url: screen.record.url
        }
        Heading {
            text: I18n.trc("catalogue", "About this title")
            visible: facts.count > 0 || screen.record.summary !== ""
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        ReadableText {
            text: screen.record.summary
            language: screen.record.titleLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            id: facts

            model: screen.record.facts
            delegate: FactLine {}
        }
        Heading {
            text: I18n.trc("catalogue", "More like this")
            visible: links.count + similar.count > 0
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
        }
        Repeater {
            id: links

            model: screen.record.links

            PushButton {
                id: link

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
                    Voice.phrase("", screen.record.titleLanguage)
                ]
                hint: I18n.trc("catalogue", "Shows all titles with this author, subject or series")
                centred: false
                Layout.fillWidth: true
                onClicked: {
                    screen.find.lookUp(link.scope, heading);
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
