pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The search screen of the catalogue, which searches while the visitor types.
ScreenFrame {
    id: screen

    required property SearchModel find
    required property NewTitles newTitles
    required property Suggestions suggestions
    required property list<string> letters

    signal opened
    signal browse
    signal suggest

    // While the keyboard is open and little space is left, the results need that of the filters.
    readonly property bool cramped: Qt.inputMethod.visible && find.words !== "" && pane.height < Theme.bodySize * 14  // qmllint disable missing-property

    title: I18n.trc("catalogue", "Search")
    introduction: I18n.trc("catalogue", "Type a title, an author or a subject. Results appear below.")
    first: entry
    Component.onCompleted: {
        find.start();
        newTitles.load();
    }

    Connections {
        target: screen.find

        function onAnswered() {
            Voice.announce([screen.find.summary, screen.find.suggestion].filter(part => part).join(" "));
        }

        // After a linked subject or a suggestion was chosen, the field shows the new words.
        function onChanged() {
            if (entry.text !== screen.find.words)
                entry.text = screen.find.words;
        }
    }

    ScrollPane {
        id: pane

        anchors.fill: parent

        TextEntry {
            id: entry

            objectName: "search-words"
            label: I18n.trc("catalogue", "Title, author or subject")
            hint: I18n.trc("catalogue", "Results appear as you type")
            inside: true
            pictogram: "find"
            crossName: "clear-search"
            text: screen.find.words
            letters: screen.letters
            Layout.fillWidth: true
            onEdited: text => screen.find.words = text
            onEmptied: screen.find.clearWords()
            onEntered: Voice.announce(screen.find.summary)
        }
        FilterBar {
            find: screen.find
            visible: !screen.cramped
            onBrowse: screen.browse()
        }
        NewInLibrary {
            titles: screen.newTitles
            visible: screen.find.untouched
            onOpened: bibId => {
                screen.find.openRecord(bibId);
                screen.opened();
            }
            onSubject: text => screen.find.lookUp("subjects", text)
        }
        ReadableText {
            objectName: "search-summary"
            text: screen.find.summary
            readable: true
            font.weight: Font.DemiBold
            visible: text !== ""
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "suggestion"
            text: screen.find.suggestion
            hint: I18n.trc("catalogue", "Searches for these words")
            pictogram: "find"
            visible: text !== ""
            centred: false
            Layout.fillWidth: true
            onClicked: {
                screen.find.takeSuggestion();
                entry.take();
            }
        }
        NothingFound {
            find: screen.find
            canSuggest: screen.suggestions.isOpen
            onBrowse: screen.browse()
            onTaken: entry.take()
            onSuggest: {
                screen.suggestions.begin(screen.find.words);
                screen.suggest();
            }
        }
        Repeater {
            model: screen.find.rows

            HitRow {
                objectName: "hit-" + index
                position: I18n.trc("navigation", "{position} of {count}", {position: index + 1, count: screen.find.shown})
                Layout.fillWidth: true
                onPressedChanged: screen.find.hold(pressed)
                onClicked: {
                    screen.find.openRecord(bibId);
                    screen.opened();
                }
            }
        }
        PushButton {
            objectName: "more-results"
            text: I18n.trc("catalogue", "More results")
            pictogram: "down"
            visible: screen.find.more
            Layout.fillWidth: true
            onClicked: screen.find.showMore()
        }
    }
}
