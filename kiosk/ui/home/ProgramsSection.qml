pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The next programmes; those in the visitor's own language come first.
ColumnLayout {
    id: section

    required property HomePage page
    property bool narrow: false
    property bool short: false // only one row in each language
    readonly property bool onlyOwn: short && page.ownHeading !== ""
    readonly property bool merged: onlyOwn && Theme.tallScript && !Theme.wide // no room for two headings

    signal opened(string key)
    signal all

    visible: page.ownHeading !== "" || page.programsHeading !== ""
    spacing: Theme.gap

    SectionHeading {
        visible: text !== ""
        text: section.page.ownHeading
        link: section.merged ? I18n.trc("home", "This week") : ""
        linkHint: I18n.trc("home", "Classes, workshops and meetings for everyone")
        linkName: section.merged ? "door-programs" : ""
        onOpened: section.all()
    }
    Repeater {
        model: section.page.own

        TodayRow {
            objectName: "own-program-" + index
            visible: !section.short || index < 1
            showDay: true
            narrow: section.narrow
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 1.7
            onClicked: section.opened(key)
        }
    }
    SectionHeading {
        visible: text !== "" && !section.merged
        text: section.onlyOwn && section.page.programsLine || section.page.programsHeading
        link: I18n.trc("home", "This week")
        linkHint: I18n.trc("home", "Classes, workshops and meetings for everyone")
        linkName: "door-programs"
        onOpened: section.all()
    }
    Repeater {
        model: section.page.programs

        TodayRow {
            objectName: "today-" + index
            visible: !section.short || index < 1 && !section.onlyOwn
            showDay: !section.page.today
            narrow: section.narrow
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 1.7
            onClicked: section.opened(key)
        }
    }
}
