import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The search filters. Every choice applies at once.
ScreenFrame {
    id: screen

    required property SearchModel find

    signal done

    title: I18n.trc("catalogue", "Filter")
    introduction: find.summary
    first: show

    Connections {
        target: screen.find

        function onAnswered() {
            Voice.announce(screen.find.summary);
        }
    }

    ScrollPane {
        anchors.fill: parent

        ReadableText {
            text: screen.find.summary
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: show

            objectName: "show-results"
            text: I18n.trc("catalogue", "Show results")
            pictogram: "check"
            primary: true
            Layout.fillWidth: true
            onClicked: screen.done()
        }
        PushButton {
            objectName: "clear-filters"
            text: I18n.trc("catalogue", "Remove all filters")
            pictogram: "close"
            visible: screen.find.chosenCount > 0
            Layout.fillWidth: true
            onClicked: screen.find.clearFilters()
        }
        FilterChoices {
            title: I18n.trc("catalogue", "Availability")
            facet: "available"
            choices: screen.find.filters.availability
            onToggled: value => screen.find.toggle("available", value)
        }
        FilterChoices {
            title: I18n.trc("catalogue", "Type")
            facet: "format"
            choices: screen.find.filters.formats
            onToggled: value => screen.find.toggle("format", value)
        }
        FilterChoices {
            title: I18n.trc("catalogue", "Language")
            facet: "language"
            choices: screen.find.filters.languages
            onToggled: value => screen.find.toggle("language", value)
        }
        FilterChoices {
            title: I18n.trc("catalogue", "Branch")
            facet: "branch"
            choices: screen.find.filters.branches
            onToggled: value => screen.find.toggle("branch", value)
        }
        FilterChoices {
            title: I18n.trc("catalogue", "Year")
            facet: "year"
            choices: screen.find.filters.years
            onToggled: value => screen.find.toggle("year", value)
        }
    }
}
