import QtQuick
import Kiosk
import "../theme"

// Assigns the view models to the singletons that all controls use.
Item {
    id: feed

    required property AccessibilitySettings accessibility
    required property Translator translator
    required property SpeechGuide guide
    required property Session session
    required property Branding branding
    required property real pixelsPerMm
    required property string family
    required property bool wide

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
        value: feed.guide
    }
    Binding {
        target: Voice
        property: "on"
        value: feed.accessibility.speech
    }
    Binding {
        target: Voice
        property: "byKeys"
        value: !feed.session.byTouch
    }
    Binding {
        target: Theme
        property: "name"
        value: feed.accessibility.theme
    }
    Binding {
        target: Theme
        property: "accent"
        value: feed.branding.accent
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
        property: "rightToLeft"
        value: feed.translator.rightToLeft
    }
    Binding {
        target: Theme
        property: "tallScript"
        value: feed.translator.tallScript
    }
}
