pragma Singleton

import QtQuick
import Kiosk

// Speech, as the controls see it.
QtObject {
    property SpeechGuide guide: null
    property bool on: false

    // Says that a screen has come up; what has the focus is said after it.
    function enter(words: string) {
        if (guide)
            guide.enter(words);
    }

    // Says what has changed, after what is being said.
    function announce(words: string) {
        if (guide)
            guide.announce(words);
    }

    // Says what was just typed, at once.
    function echo(letter: string) {
        if (guide)
            guide.echo(letter);
    }
}
