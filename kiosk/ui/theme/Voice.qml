pragma Singleton

import QtQuick
import Kiosk

// Speech, as the controls see it.
QtObject {
    property SpeechGuide guide: null
    property bool on: false
    property bool byKeys: false // the last action was a key
    readonly property string helpKey: guide ? guide.helpKey : ""
    readonly property bool discreet: guide ? guide.discreet : false // others may hear

    // What a screen reader of the platform is to say as well.
    signal told(string words)

    // A part of what a control says, in a language (BCP 47) or, with "", in that of the screen.
    function phrase(text: string, language: string): var {
        return {text: text, language: language, isCode: false};
    }

    // A code, spoken character by character.
    function code(text: string): var {
        return {text: text, language: "", isCode: true};
    }

    // Says that a screen has come up; what has the focus is said after it.
    function enter(words: string) {
        if (guide)
            guide.enter(words);
        told(words);
    }

    // Asks whether the visitor is still there; what was being said waits.
    function warn(question: string, consequence: string) {
        if (guide)
            guide.warn(question, consequence);
        told(question + " " + consequence);
    }

    // The visitor is there, and the focus comes back: what was being said goes on.
    function goOn() {
        if (guide)
            guide.go_on();
    }

    // Says what `item` is, after what is being said.
    function describe(item: QtObject) {
        if (guide)
            guide.describe(item);
    }

    // Says what has changed, after what is being said.
    function announce(words: string) {
        if (guide)
            guide.announce(words);
        told(words);
    }

    // Says what was just typed, or erased, at once; of what is hidden only that there is one more.
    function echo(letter: string, hidden: bool, erased: bool) {
        if (guide)
            guide.echo(letter, hidden, erased);
    }

    // Says whether a choice is chosen now.
    function tellState(choice: QtObject) {
        if (guide)
            guide.tell_state(choice);
    }
}
