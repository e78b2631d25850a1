pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen for browsing titles, authors and subjects from A to Z, starting at any letters.
ScreenFrame {
    id: screen

    required property BrowseModel browse
    required property SearchModel find
    required property list<string> letters

    signal opened
    signal lookedUp

    title: I18n.trc("catalogue", "A to Z")
    introduction: I18n.trc("catalogue", "Choose titles, authors or subjects, then a letter, or type the first letters.")
    first: kinds.count > 0 ? kinds.itemAt(0) : entry
    Component.onCompleted: browse.begin()

    Connections {
        target: screen.browse

        function onAnswered() {
            Voice.announce(screen.browse.summary);
        }

        // The search screen can say where the list begins.
        function onChanged() {
            if (entry.text !== screen.browse.start)
                entry.text = screen.browse.start;
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent

        Flow {
            spacing: Theme.gap
            Layout.fillWidth: true

            Repeater {
                id: kinds

                model: screen.browse.kinds

                Chip {
                    required property string value
                    required property string label
                    required property bool chosen

                    objectName: "browse-" + value
                    text: label
                    checked: chosen
                    single: true
                    width: Math.min(implicitWidth, pane.width)
                    onClicked: {
                        screen.browse.choose(value);
                        checked = Qt.binding(() => chosen);
                    }
                }
            }
        }
        LetterStrip {
            browse: screen.browse
        }
        TextEntry {
            id: entry

            objectName: "browse-start"
            label: I18n.trc("catalogue", "Starts with")
            hint: I18n.trc("catalogue", "The list jumps to these letters")
            inside: true
            pictogram: "find"
            crossName: "clear-start"
            text: screen.browse.start
            letters: screen.letters
            Layout.fillWidth: true
            onEdited: text => screen.browse.start = text
            onEmptied: screen.browse.start = ""
            onEntered: Voice.announce(screen.browse.summary)
        }
        ReadableText {
            objectName: "browse-summary"
            text: screen.browse.summary
            readable: true
            font.weight: Font.DemiBold
            Layout.fillWidth: true

            Part {
                name: I18n.trc("parts", "Results")
            }
        }
        Repeater {
            model: screen.browse.rows

            PushButton {
                required text
                required property int index
                required property int bibId
                required property string textLanguage

                objectName: "heading-" + index
                pictogram: bibId ? "book" : screen.browse.kind === "authors" ? "person" : "find"
                centred: false
                least: Theme.smallTarget
                topPadding: Theme.mm(1)
                bottomPadding: Theme.mm(1)
                spoken: [Voice.phrase(text, textLanguage)]
                hint: bibId ? I18n.trc("navigation", "Opens the details") : I18n.trc("catalogue", "Shows all titles with this author, subject or series")
                Layout.fillWidth: true
                onClicked: {
                    if (bibId) {
                        screen.find.openRecord(bibId);
                        screen.opened();
                    } else {
                        screen.find.lookUp(screen.browse.kind, text);
                        screen.lookedUp();
                    }
                }
            }
        }
        PushButton {
            objectName: "more-headings"
            text: I18n.trc("catalogue", "Show more")
            pictogram: "down"
            visible: screen.browse.more
            Layout.fillWidth: true
            onClicked: screen.browse.showMore()
        }
    }
}
