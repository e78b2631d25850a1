import QtQuick
import "../theme"

// The key of a pad that deletes the last letter.
LetterKey {
    objectName: "letter-delete"
    // Translators: The key that deletes the last letter.
    letter: I18n.trc("keyboard", "Delete")
    pictogram: "backspace"
    brief: true
}
