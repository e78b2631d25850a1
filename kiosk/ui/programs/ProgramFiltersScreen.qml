import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The program filters. Every choice applies at once.
ScreenFrame {
    id: screen

    required property ProgramsModel programs

    signal done

    title: I18n.trc("programs", "Filter")
    introduction: programs.summary
    first: show

    Connections {
        target: screen.programs

        function onAnswered() {
            Voice.announce(screen.programs.summary);
        }
    }

    ScrollPane {
        anchors.fill: parent

        ReadableText {
            text: screen.programs.summary
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: show

            objectName: "show-results"
            text: I18n.trc("programs", "Show programmes")
            pictogram: "check"
            primary: true
            Layout.fillWidth: true
            onClicked: screen.done()
        }
        PushButton {
            objectName: "clear-filters"
            text: I18n.trc("programs", "Remove all filters")
            pictogram: "close"
            visible: screen.programs.chosenCount > 0
            Layout.fillWidth: true
            onClicked: screen.programs.clearFilters()
        }
        FilterChoices {
            title: I18n.trc("programs", "Type")
            facet: "kind"
            choices: screen.programs.filters.kinds
            onToggled: value => screen.programs.toggle("kind", value)
        }
        FilterChoices {
            title: I18n.trc("programs", "Language")
            facet: "language"
            choices: screen.programs.filters.languages
            onToggled: value => screen.programs.toggle("language", value)
        }
        FilterChoices {
            title: I18n.trc("programs", "Audience")
            facet: "audience"
            choices: screen.programs.filters.audiences
            onToggled: value => screen.programs.toggle("audience", value)
        }
        FilterChoices {
            title: I18n.trc("programs", "Access needs")
            facet: "need"
            choices: screen.programs.filters.needs
            onToggled: value => screen.programs.toggle("need", value)
        }
    }
}
