pragma Singleton

import QtQuick
import Kiosk

// Speech output for the controls.
QtObject {
    property SpeechGuide guide: null
    property bool on: false
    property bool headphones: true // can be plugged in
    property bool byKeys: false // the last action was a key press
    readonly property string helpKey: guide ? guide.helpKey : "" // "" where no keys are fitted
    readonly property bool discreet: guide ? guide.discreet : false // other people may hear speech

    // The text is also announced to the platform's screen reader.
    signal told(string words)

    // Returns a part of a spoken text in `language` (BCP 47); "" means the language of the screen.
    function phrase(text: string, language: string): var {
        return {text: text, language: language, isCode: false};
    }

    // Returns a code, which is read character by character.
    function code(text: string): var {
        return {text: text, language: "", isCode: true};
    }

    // Announces a new screen, and then the control with the focus.
    function enter(words: string) {
        if (guide)
            guide.enter(words);
        told(words);
    }

    // Announces a part of a screen in `language` (BCP 47), and moves the focus to its first control.
    function enterPart(name: string, language: string, first: Item) {
        if (guide && name)
            guide.enter_part(name, language, first);
        if (first.activeFocus)
            describe(first); // no change of the focus is announced
        first.forceActiveFocus(Qt.TabFocusReason);
        told(name);
    }

    // Reads the idle warning; interrupted speech can be resumed.
    function warn(question: string, consequence: string) {
        if (guide)
            guide.warn(question, consequence);
        told(question + " " + consequence);
    }

    // Resumes interrupted speech after the visitor has answered the warning.
    function goOn() {
        if (guide)
            guide.go_on();
    }

    // Describes `item` after the current phrase.
    function describe(item: QtObject) {
        if (guide)
            guide.describe(item);
    }

    // Announces a change on the screen after the current phrase.
    function announce(words: string) {
        announceWith(words, null, false);
    }

    // Announces a change, and then reads the name of `item`. If `again` is true, the name has been
    // announced before, and is only read if a visitor has not heard it.
    function announceWith(words: string, item: QtObject, again: bool) {
        if (guide)
            guide.announce(words, item, again);
        told(words);
    }

    // Reads a typed or erased character at once, or a placeholder for a hidden one.
    function echo(letter: string, hidden: bool, erased: bool) {
        if (guide)
            guide.echo(letter, hidden, erased);
    }

    // Announces the new state of `choice`.
    function tellState(choice: QtObject) {
        if (guide)
            guide.tell_state(choice);
    }
}
