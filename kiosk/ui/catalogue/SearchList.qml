pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The search field, the filters and the results. If the chosen title is shown `beside` the list,
// its row is marked.
ScrollPane {
    id: list

    required property SearchModel find
    required property RelatedModel related
    required property NewTitles newTitles
    required property bool canSuggest
    required property list<string> letters
    required property LetterOffers offers
    required property bool beside
    readonly property TextEntry entry: field

    spacing: cramped ? Theme.mm(1) : Theme.gap
    margin: cramped ? Theme.gap : Theme.wideGap

    signal opened(int bibId)
    signal browse(string start)
    signal pictures
    signal suggest
    signal ask // the staff

    // While letters are picked, few titles are listed there.
    readonly property bool few: field.pad.open && find.words.trim() !== "" && find.shown > 0 && find.shown <= 5 && !find.more

    // While the keyboard is open on a low screen, the results need the space of the filters. The
    // height of the list does not decide, because that depends on the results.
    readonly property bool cramped: (keysShown && !Voice.byKeys || typing) && find.words !== "" && Window.height < Theme.bodySize * 30
    // Who types with keys and looks sees the first result whole; the filters are back below.
    readonly property bool typing: Voice.byKeys && !Voice.on && field.editing
    readonly property bool keysShown: Qt.inputMethod.visible // qmllint disable missing-property
    // With the keyboard open, not one whole result fits above it.
    readonly property HitRow firstRow: hits.first ?? alike.first
    readonly property bool crowded: firstRow !== null && find.words !== "" && (hits.first ? below.y : instead.y) + firstRow.y + firstRow.height + margin > height
    property bool searching: false // the words have not been answered yet
    property bool firstWanted: false // the visitor has asked for the first result, which may come

    // Moves the focus to the first result, or says that there is none.
    function takeFirst() {
        firstWanted = searching;
        if (searching)
            return;
        if (!firstRow) {
            Voice.announce(find.announcement);
            return;
        }
        if (find.altered)
            Voice.enter(find.summary);
        firstRow.forceActiveFocus(Qt.OtherFocusReason);
    }

    // Moves the focus to the row whose title is open; returns false if there is none.
    function takeMarked(): bool {
        const row = hits.marked() ?? alike.marked();
        row?.forceActiveFocus(Qt.OtherFocusReason);
        return row !== null;
    }

    Connections {
        target: list.find

        // After a linked subject or a suggestion was chosen, the field shows the new words.
        function onChanged() {
            if (field.text !== list.find.words)
                field.text = list.find.words;
        }

        function onAnswered() {
            list.searching = false;
            if (list.firstWanted)
                list.takeFirst();
        }
    }

    TextEntry {
        id: field

        objectName: "search-words"
        label: I18n.trc("catalogue", "Title, author or subject")
        hint: I18n.trc("catalogue", "Results appear as you type")
        inside: true
        pictogram: "find"
        crossName: "clear-search"
        enterName: I18n.trc("home", "Search")
        text: list.find.words
        letters: list.letters
        pad.offers: list.offers
        pad.status: list.find.untouched ? "" : list.find.summary
        Layout.fillWidth: true
        onEdited: text => {
            list.searching = text !== list.find.words;
            list.firstWanted = false;
            list.find.words = text;
        }
        onEmptied: list.find.clearWords()
        onEntered: list.takeFirst()
        showResults: list.crowded ? list.find.summary : ""
        onResultsAsked: list.firstRow.forceActiveFocus(Qt.OtherFocusReason)

        Part {
            name: I18n.trc("catalogue", "Search")
        }
    }
    FilterBar {
        find: list.find
        visible: !list.cramped
        onBrowse: list.browse("")
        onPictures: list.pictures()
    }
    Loader {
        active: list.find.untouched && !list.beside
        visible: active
        sourceComponent: newInLibrary
        Layout.fillWidth: true
    }
    SearchSummary {
        find: list.find
        told: !list.few
        onTaken: field.take()
    }
    ColumnLayout {
        id: instead

        visible: alike.shown && list.find.shown === 0
        Layout.fillWidth: true
    }
    NothingFound {
        find: list.find
        canSuggest: list.canSuggest
        onBrowse: start => list.browse(start)
        onTaken: field.take()
        onSuggest: list.suggest()
        onAsk: list.ask()
    }
    ColumnLayout {
        id: below

        visible: hits.first !== null && !list.few
        Layout.fillWidth: true
    }
    FoundTitles {
        id: hits

        parent: list.few ? field.pad.slot : below
        find: list.find
        marking: list.beside
        spacing: list.spacing
        onOpened: bibId => list.opened(bibId)
    }
    PushButton {
        objectName: "more-results"
        text: I18n.trc("catalogue", "More results")
        pictogram: "down"
        visible: list.find.more
        Layout.fillWidth: true
        onClicked: list.find.showMore()
    }
    ColumnLayout {
        id: beneath

        visible: alike.shown && list.find.shown > 0
        Layout.fillWidth: true
    }
    RelatedTitles {
        id: alike

        parent: list.find.shown > 0 ? beneath : instead
        related: list.related
        openId: list.beside ? list.find.openId : 0
        spacing: list.spacing
        visible: shown && !list.few
        onOpened: bibId => list.opened(bibId)
    }
    // A short list leaves space for what the library has, unless that is beside the list.
    Loader {
        active: !alike.shown && !list.find.untouched && list.find.summary !== "" && list.find.shown < 3 && (!list.beside || list.find.openId)
        visible: active
        sourceComponent: newInLibrary
        Layout.fillWidth: true
        Layout.topMargin: Theme.wideGap
    }
    Component {
        id: newInLibrary

        NewInLibrary {
            titles: list.newTitles
            onOpened: bibId => list.opened(bibId)
            onSubject: text => list.find.lookUp("subjects", text)
        }
    }
}
