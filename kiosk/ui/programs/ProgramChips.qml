pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The filters as chips: the kinds, the audiences and the topics in view, and the languages and
// needs behind "More". Large text and a narrow pane show only what is chosen until the visitor
// asks for more. All filters are shown in groups with names.
Flow {
    id: chips

    required property ProgramsModel programs
    property bool open: false
    property bool folded: false // another control opens the chips
    readonly property bool brief: folded || width < Theme.mm(190)

    visible: !folded || open || programs.chosenCount > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    Part {
        name: I18n.trc("parts", "Filters")
    }
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
    GroupName {
        // Translators: The heading of filters such as "Step-free" and "Sign language".
        text: I18n.trc("programs", "What you need")
        choices: chips.programs.filters.needs
    }
    FilterGroup {
        facet: "need"
        choices: chips.programs.filters.needs
        main: chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("need", value)
    }
    GroupName {
        text: I18n.trc("programs", "Type")
        choices: chips.programs.filters.kinds
    }
    FilterGroup {
        facet: "kind"
        choices: chips.programs.filters.kinds
        main: !chips.brief || chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("kind", value)
    }
    GroupName {
        text: I18n.trc("catalogue", "Branch")
        choices: chips.programs.filters.branches
    }
    FilterGroup {
        facet: "branch"
        choices: chips.programs.filters.branches
        main: chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("branch", value)
    }
    GroupName {
        text: I18n.trc("programs", "Audience")
        choices: chips.programs.filters.audiences
    }
    FilterGroup {
        facet: "audience"
        choices: chips.programs.filters.audiences
        main: chips.open
        leading: chips.brief ? [] : ["children", "elders"]
        most: chips.width
        onToggled: value => chips.programs.toggle("audience", value)
    }
    GroupName {
        text: I18n.trc("catalogue", "Subjects")
        choices: chips.programs.filters.topics
    }
    FilterGroup {
        facet: "topic"
        choices: chips.programs.filters.topics
        main: chips.open
        leading: chips.brief ? [] : ["computers", "sign-language"]
        most: chips.width
        onToggled: value => chips.programs.toggle("topic", value)
    }
    GroupName {
        text: I18n.trc("programs", "Language")
        choices: chips.programs.filters.languages
    }
    FilterGroup {
        facet: "language"
        choices: chips.programs.filters.languages
        main: chips.open
        most: chips.width
        onToggled: value => chips.programs.toggle("language", value)
    }
    Chip {
        objectName: "open-filters"
        text: chips.open ? I18n.trc("programs", "Fewer filters") : I18n.trc("programs", "More filters")
        hint: I18n.trc("programs", "By language, type, audience or access needs")
        visible: !chips.folded
        opens: true
        open: chips.open
        width: Math.min(implicitWidth, chips.width)
        onClicked: chips.open = !chips.open
    }

    // The name of a group of filters, which starts a line of its own while all filters are shown.
    component GroupName: ReadableText {
        required property ChoiceList choices

        readable: true
        width: chips.width
        visible: chips.open && choices.rowCount() > 0
        color: Theme.quiet
        font.pixelSize: Theme.smallSize
        font.weight: Font.DemiBold
    }
}
