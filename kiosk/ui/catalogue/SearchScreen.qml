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
    required property Suggestions suggestions
    required property list<string> letters

    signal opened
    signal filter
    signal browse
    signal suggest

    // While the keyboard is open, there may be no space for the sort orders.
    readonly property bool cramped: Qt.inputMethod.visible && pane.height < Theme.bodySize * 14  // qmllint disable missing-property

    // With large text on a low screen the results need the space of the buttons above. The
    // buttons then shrink to pictograms beside the words, and browsing is not offered.
    // With a keypad there is more space.
    readonly property bool tight: find.words !== "" && !Voice.byKeys && Window.height < Theme.bodySize * 30

    title: I18n.trc("catalogue", "Search")
    introduction: I18n.trc("catalogue", "Type a title, an author or a subject. Results appear below.")
    first: entry
    Component.onCompleted: find.start()

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

        GridLayout {
            columns: screen.tight ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            Layout.fillWidth: true

            TextEntry {
                id: entry

                objectName: "search-words"
                label: I18n.trc("catalogue", "Title, author or subject")
                hint: I18n.trc("catalogue", "Results appear as you type")
                text: screen.find.words
                Layout.fillWidth: true
                onEdited: text => screen.find.words = text
                letters: screen.letters
                onEntered: Voice.announce(screen.find.summary)
            }
            Flow {
                spacing: Theme.gap
                Layout.fillWidth: !screen.tight
                Layout.preferredWidth: screen.tight ? filters.implicitWidth + spacing + clear.implicitWidth : -1
                Layout.alignment: Qt.AlignBottom

                PushButton {
                    id: filters

                    objectName: "open-filters"
                    text: screen.find.chosenCount ? I18n.ntrc("catalogue", "{count} filter", "{count} filters", screen.find.chosenCount) : I18n.trc("catalogue", "Filter")
                    hint: I18n.trc("catalogue", "By language, type, branch or year")
                    pictogram: "filter"
                    brief: screen.tight && !screen.find.chosenCount
                    checked: screen.find.chosenCount > 0
                    onClicked: screen.filter()
                }
                PushButton {
                    objectName: "browse"
                    text: I18n.trc("catalogue", "A to Z")
                    hint: I18n.trc("catalogue", "Browse titles, authors and subjects")
                    pictogram: "down"
                    visible: !screen.tight
                    onClicked: screen.browse()
                }
                PushButton {
                    id: clear

                    objectName: "clear-search"
                    // Translators: Clear the search field and all filters.
                    text: I18n.trc("catalogue", "Clear")
                    hint: I18n.trc("catalogue", "Clears words and filters")
                    pictogram: "close"
                    brief: screen.tight
                    visible: screen.find.words !== "" || screen.find.chosenCount > 0
                    onClicked: {
                        screen.find.clear();
                        entry.clear();
                        entry.take();
                    }
                }
            }
        }
        FilterChoices {
            facet: "order"
            single: true
            choices: screen.find.orders
            visible: count > 0 && !screen.cramped
            Layout.topMargin: 0
            onToggled: value => screen.find.arrange(value)
        }
        ReadableText {
            objectName: "search-summary"
            text: screen.find.summary
            readable: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
        }
        PushButton {
            objectName: "suggestion"
            text: screen.find.suggestion
            hint: I18n.trc("catalogue", "Searches for these words")
            pictogram: "find"
            visible: text !== ""
            Layout.fillWidth: true
            onClicked: {
                screen.find.takeSuggestion();
                entry.take();
            }
        }
        PushButton {
            objectName: "suggest-title"
            text: I18n.trc("suggestions", "Ask the library to get it")
            hint: I18n.trc("suggestions", "You see everything before it is sent")
            pictogram: "plus"
            visible: screen.suggestions.isOpen && screen.find.words !== "" && screen.find.summary !== "" && screen.find.shown === 0
            Layout.fillWidth: true
            onClicked: {
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
