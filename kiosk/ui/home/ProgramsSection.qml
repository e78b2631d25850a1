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

    signal opened(string key)
    signal all

    visible: page.ownHeading !== "" || page.programsHeading !== ""
    spacing: Theme.gap

    SectionHeading {
        visible: text !== ""
        text: section.page.ownHeading
    }
    Repeater {
        model: section.page.own

        TodayRow {
            objectName: "own-program-" + index
            showDay: true
            narrow: section.narrow
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 1.7
            onClicked: section.opened(key)
        }
    }
    SectionHeading {
        visible: text !== ""
        text: section.page.programsHeading
        link: I18n.trc("home", "This week")
        linkHint: I18n.trc("home", "Classes, workshops and meetings for everyone")
        linkName: "door-programs"
        onOpened: section.all()
    }
    Repeater {
        model: section.page.programs

        TodayRow {
            objectName: "today-" + index
            showDay: !section.page.today
            narrow: section.narrow
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: implicitHeight * 1.7
            onClicked: section.opened(key)
        }
    }
}
