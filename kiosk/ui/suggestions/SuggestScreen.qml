import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen for a suggestion to the library. Everything is shown before it is sent.
ScreenFrame {
    id: screen

    required property Suggestions suggestions
    required property list<string> letters

    readonly property string thanks: I18n.trc("suggestions", "Thank you. The library will read your suggestion.")

    signal done

    title: I18n.trc("suggestions", "Suggest to the library")
    introduction: I18n.trc("suggestions", "Ask the library to get a title or to offer a class. We do not ask who you are.")
    first: suggestions.title === "" ? entry : send
    final: suggestions.isSent

    Connections {
        target: screen.suggestions

        function onSent() {
            Voice.enter(screen.thanks);
            done.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onRefused() {
            Voice.enter(screen.suggestions.failure);
        }
    }

    ScrollPane {
        anchors.fill: parent

        ReadableText {
            text: screen.introduction
            visible: !screen.suggestions.isSent
            readable: true
            Layout.fillWidth: true
        }
        FilterChoices {
            title: I18n.trc("suggestions", "What would you like?")
            facet: "suggestion-subject"
            choices: screen.suggestions.subjects
            single: true
            visible: !screen.suggestions.isSent
            onToggled: value => screen.suggestions.chooseSubject(value)
        }
        TextEntry {
            id: entry

            objectName: "suggested-title"
            label: I18n.trc("suggestions", "Title, and the author if you know")
            fact: I18n.trc("suggestions", "What you type here is sent to the library")
            text: screen.suggestions.title
            maximumLength: screen.suggestions.longest
            letters: screen.letters
            visible: screen.suggestions.isTitle && !screen.suggestions.isSent
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap
            onEdited: text => screen.suggestions.title = text
        }
        FilterChoices {
            title: I18n.trc("suggestions", "What type of class?")
            facet: "suggest-kind"
            choices: screen.suggestions.kinds
            single: true
            visible: !screen.suggestions.isTitle && !screen.suggestions.isSent
            onToggled: value => screen.suggestions.chooseKind(value)
        }
        FilterChoices {
            title: I18n.trc("suggestions", "In which language?")
            facet: "suggest-language"
            choices: screen.suggestions.languages
            visible: !screen.suggestions.isTitle && !screen.suggestions.isSent
            onToggled: value => screen.suggestions.chooseLanguage(value)
        }
        RefusalMessage {
            objectName: "suggestion-failure"
            text: screen.suggestions.failure
            Layout.fillWidth: true
        }
        // The text is next to the button, so that large text does not separate them.
        ReadableText {
            objectName: "suggestion-summary"
            text: screen.suggestions.summary
            visible: text !== "" && !screen.suggestions.isSent
            font.weight: Font.DemiBold
            readable: true
            Layout.fillWidth: true
            Layout.topMargin: Theme.wideGap

            Part {
                name: I18n.trc("suggestions", "Send to the library")
            }
        }
        PushButton {
            id: send

            objectName: "send-suggestion"
            text: I18n.trc("suggestions", "Send to the library")
            fact: screen.suggestions.summary
            pictogram: "check"
            primary: true
            visible: !screen.suggestions.isSent
            Layout.fillWidth: true
            onClicked: screen.suggestions.send()
        }
        ReadableText {
            text: I18n.trc("suggestions", "Nothing else is sent: no name, and nothing of what you did here.")
            visible: !screen.suggestions.isSent
            color: Theme.quiet
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            objectName: "suggestion-thanks"
            text: screen.thanks
            visible: screen.suggestions.isSent
            font.pixelSize: Theme.headingSize
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: done

            objectName: "suggestion-done"
            text: I18n.trc("navigation", "Back to the start")
            pictogram: "home"
            visible: screen.suggestions.isSent
            Layout.fillWidth: true
            onClicked: screen.done()
        }
    }
}
