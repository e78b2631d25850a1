pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The filters as chips: the kinds, the audiences and the topics in view, and the languages and
// needs behind "More". Large text and a narrow pane show only what is chosen until the visitor
// asks for more.
Flow {
    id: chips

    required property ProgramsModel programs
    property bool open: false
    property bool folded: false // another control opens the chips
    readonly property bool brief: folded || width < Theme.mm(190)

    visible: !folded || open || programs.chosenCount > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    Chip {
        objectName: "clear-filters"
        text: I18n.trc("programs", "All")
        hint: I18n.trc("programs", "Removes all filters")
        visible: !chips.folded || chips.open || chips.programs.chosenCount > 0 || activeFocus
        checked: chips.programs.chosenCount === 0
        onClicked: {
            chips.programs.clearFilters();
            checked = Qt.binding(() => chips.programs.chosenCount === 0);
        }
    }
    FilterGroup {
        facet: "kind"
        choices: chips.programs.filters.kinds
        main: !chips.brief || chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("kind", value)
    }
    FilterGroup {
        facet: "audience"
        choices: chips.programs.filters.audiences
        main: chips.open
        leading: chips.brief ? [] : ["children", "elders"]
        most: chips.width
        onToggled: value => chips.programs.toggle("audience", value)
    }
    FilterGroup {
        facet: "topic"
        choices: chips.programs.filters.topics
        main: chips.open
        leading: chips.brief ? [] : ["computers", "sign-language"]
        most: chips.width
        onToggled: value => chips.programs.toggle("topic", value)
    }
    FilterGroup {
        facet: "language"
        choices: chips.programs.filters.languages
        main: chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("language", value)
    }
    FilterGroup {
        facet: "need"
        choices: chips.programs.filters.needs
        main: chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("need", value)
    }
    Chip {
        objectName: "open-filters"
        text: chips.open ? I18n.trc("programs", "Fewer filters") : I18n.trc("programs", "More filters")
        hint: I18n.trc("programs", "By language, type, audience or access needs")
        visible: !chips.folded
        opens: true
        width: Math.min(implicitWidth, chips.width)
        onClicked: chips.open = !chips.open
    }
}
