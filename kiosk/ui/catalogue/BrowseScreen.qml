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
    introduction: I18n.trc("catalogue", "Choose titles, authors or subjects, then type the first letters.")
    first: entry
    Component.onCompleted: browse.begin()

    Connections {
        target: screen.browse

        function onAnswered() {
            Voice.announce(screen.browse.summary);
        }
    }

    ScrollPane {
        anchors.fill: parent

        FilterChoices {
            facet: "browse"
            single: true
            choices: screen.browse.kinds
            Layout.topMargin: 0
            onToggled: value => screen.browse.choose(value)
        }
        TextEntry {
            id: entry

            objectName: "browse-start"
            label: I18n.trc("catalogue", "Starts with")
            hint: I18n.trc("catalogue", "The list jumps to these letters")
            text: screen.browse.start
            letters: screen.letters
            Layout.fillWidth: true
            onEdited: text => screen.browse.start = text
            onEntered: Voice.announce(screen.browse.summary)
        }
        ReadableText {
            objectName: "browse-summary"
            text: screen.browse.summary
            readable: true
            Layout.fillWidth: true
        }
        Repeater {
            model: screen.browse.rows

            PushButton {
                required text
                required property int index
                required property int bibId
                required property string textLanguage

                objectName: "heading-" + index
                centred: false
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
