pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The search screen of the catalogue, which searches while the visitor types. In landscape the
// chosen title is shown beside the list.
ScreenFrame {
    id: screen

    required property SearchModel find
    required property RelatedModel related
    required property NewTitles newTitles
    required property WayModel way
    required property Suggestions suggestions
    required property list<string> letters
    required property LetterOffers offers

    signal opened
    signal browse(string start) // the list from A to Z from the letters `start`
    signal pictures
    signal suggest
    signal ask // the staff

    readonly property bool beside: Theme.wide && Theme.scale < 2

    // Opens a title: beside the list, or on a screen of its own.
    function open(bibId: int) {
        find.openRecord(bibId);
        if (!beside)
            opened();
        else if (Voice.on || Voice.byKeys)
            (details.item as TitlePane).heading.forceActiveFocus(Qt.OtherFocusReason);
    }

    // Says what was found, and the first title unless it was heard before.
    function announce(again: bool) {
        const words = [find.announcement, related.announcement].filter(part => part).join(" ");
        Voice.announceWith(words, list.firstRow, again);
    }

    title: I18n.trc("catalogue", "Search")
    introduction: I18n.trc("catalogue", "Type a title, an author or a subject. Results appear below.")
    first: list.entry
    Component.onCompleted: {
        find.closeRecord();
        find.start();
        newTitles.load();
    }

    Connections {
        target: screen.find

        function onCounted() {
            screen.announce(true);
        }

        function onAnswered() {
            screen.announce(false);
            if (screen.beside && !screen.find.untouched)
                screen.find.openFirst();
        }
    }

    Connections {
        target: screen.related

        function onFound() {
            screen.announce(true);
        }
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        SearchList {
            id: list

            find: screen.find
            related: screen.related
            newTitles: screen.newTitles
            canSuggest: screen.suggestions.isOpen
            letters: screen.letters
            offers: screen.offers
            beside: screen.beside
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: screen.width / 2
            onOpened: bibId => screen.open(bibId)
            onBrowse: start => screen.browse(start)
            onPictures: screen.pictures()
            onAsk: screen.ask()
            onSuggest: {
                screen.suggestions.begin(screen.find.words);
                screen.suggest();
            }
        }
        Loader {
            id: details

            active: screen.beside
            visible: active
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: screen.width / 2
            sourceComponent: screen.find.openId ? titlePane : newPane
        }
    }
    Component {
        id: titlePane

        TitlePane {
            find: screen.find
            way: screen.way
            Keys.onEscapePressed: event => {
                event.accepted = list.takeMarked();
            }
            onLookedUp: list.entry.take()
            onReopened: heading.forceActiveFocus(Qt.OtherFocusReason)
        }
    }
    Component {
        id: newPane

        ScrollPane {
            NewInLibrary {
                titles: screen.newTitles
                onOpened: bibId => screen.open(bibId)
                onSubject: text => screen.find.lookUp("subjects", text)
            }
        }
    }
}
