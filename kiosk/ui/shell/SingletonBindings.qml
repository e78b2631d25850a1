import QtQuick
import Kiosk
import "../theme"

// Assigns the view models to the singletons that all controls use.
Item {
    id: feed

    required property ViewModels models
    required property real pixelsPerMm
    required property string family
    required property bool wide
    required property bool tall // the lower half of the window has room for a screen
    readonly property AccessibilitySettings accessibility: models.accessibility
    readonly property Translator translator: models.translator

    Connections {
        target: Voice

        function onTold(words: string) {
            feed.Accessible.announce(words, Accessible.Polite);
        }
    }
    Binding {
        target: I18n
        property: "translator"
        value: feed.translator
    }
    Binding {
        target: Voice
        property: "guide"
        value: feed.models.guide
    }
    Binding {
        target: Voice
        property: "on"
        value: feed.accessibility.speech
    }
    Binding {
        target: Voice
        property: "byKeys"
        value: !feed.models.session.byTouch
    }
    Binding {
        target: Voice
        property: "headphones"
        value: feed.models.fittings.headphones
    }
    Binding {
        target: Theme
        property: "name"
        value: feed.accessibility.theme
    }
    Binding {
        target: Theme
        property: "accent"
        value: feed.models.branding.accent
    }
    Binding {
        target: Theme
        property: "scale"
        value: feed.accessibility.scale / 100
    }
    Binding {
        target: Theme
        property: "pixelsPerMm"
        value: feed.pixelsPerMm
    }
    Binding {
        target: Theme
        property: "family"
        value: feed.family
    }
    Binding {
        target: Theme
        property: "wide"
        value: feed.wide
    }
    Binding {
        target: Theme
        property: "canLower"
        value: feed.tall || Theme.scale <= 1.5
    }
    Binding {
        target: Theme
        property: "showsFocus"
        value: feed.models.session.focusShown || feed.accessibility.speech
    }
    Binding {
        target: Theme
        property: "rightToLeft"
        value: feed.translator.rightToLeft
    }
    Binding {
        target: Theme
        property: "tallScript"
        value: feed.translator.tallScript
    }
}
