pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// All about one title: whether it is here, its copies, and what is like it.
ScrollPane {
    id: pane

    required property SearchModel find
    required property WayModel way
    readonly property RecordDetails record: find.record
    readonly property Item heading: head.heading

    signal lookedUp
    signal reopened // another title is shown

    property int shownId: 0 // the title that `way` belongs to
    property string goal: "" // where `way` leads

    // Newer data about the same title may add the way, but not take it away: the page would jump.
    function showWay() {
        const wanted = record.branch ? [record.callNumber, record.shelf, record.branch].join("\n") : "";
        if (shownId === find.openId && (!wanted || wanted === goal))
            return;
        shownId = find.openId;
        goal = wanted;
        if (wanted)
            way.showShelf(record.callNumber, record.shelf, record.branch);
        else
            way.clear();
    }

    // Returns the text for a visitor's phone, which changes with the way in words.
    function textForPhone(inWords: string): string {
        return record.availability ? way.qrText(record.shortTitle, record.availability, record.callNumber) : "";
    }

    Component.onCompleted: showWay()
    Component.onDestruction: way.clear()

    Connections {
        target: pane.record

        function onChanged() {
            pane.showWay();
        }
    }
    Connections {
        target: pane.find

        function onTurned() {
            Voice.announce(pane.record.availability);
        }
    }

    TitleHead {
        id: head

        record: pane.record
        place: pane.way.summary
        room: pane.height
    }
    WayToGoal {
        way: pane.way
        heading: I18n.trc("catalogue", "The way to the shelf")
        Layout.topMargin: Theme.gap
    }
    TakeToPhone {
        id: phone

        onOpened: pane.reveal(phone)
        bibId: pane.find.openId
        text: pane.textForPhone(pane.way.spoken)
    }
    Heading {
        text: I18n.trc("catalogue", "All copies")
        visible: holdings.count > 1
        Layout.fillWidth: true
        Layout.topMargin: Theme.wideGap
    }
    Repeater {
        id: holdings

        model: pane.record.holdings

        HoldingRow {
            visible: holdings.count > 1
            Layout.fillWidth: true
        }
    }
    OnlineAccess {
        url: pane.record.url
    }
    CoverShelf {
        titles: pane.find.similar
        heading: I18n.trc("catalogue", "More like this")
        prefix: "similar"
        most: 6
        onOpened: bibId => {
            pane.find.openRecord(bibId);
            pane.toTop();
            pane.reopened();
        }
    }
    Heading {
        text: I18n.trc("catalogue", "About this title")
        visible: facts.count > 0 || pane.record.summary !== ""
        Layout.fillWidth: true
        Layout.topMargin: Theme.wideGap
    }
    TitleLinks {
        links: pane.record.links
        titleLanguage: pane.record.titleLanguage
        onLookedUp: (scope, heading) => {
            pane.find.lookUp(scope, heading);
            pane.lookedUp();
        }
    }
    ReadableText {
        text: pane.record.summary
        language: pane.record.titleLanguage
        visible: text !== ""
        readable: true
        Layout.fillWidth: true
    }
    Repeater {
        id: facts

        model: pane.record.facts
        delegate: FactLine {}
    }
}
