import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// How many titles were found, and other words to search for.
ColumnLayout {
    id: summary

    required property SearchModel find
    required property bool told // the number of titles is not told elsewhere

    signal taken // the suggestion was taken

    visible: find.suggestion !== "" || find.summary !== "" && told
    spacing: Theme.gap
    Layout.fillWidth: true

    ReadableText {
        objectName: "search-summary"
        text: summary.find.summary
        readable: true
        font.weight: Font.DemiBold
        visible: text !== "" && summary.told
        Layout.fillWidth: true

        Part {
            name: I18n.trc("parts", "Results")
        }
    }
    PushButton {
        objectName: "suggestion"
        text: summary.find.suggestion
        hint: I18n.trc("catalogue", "Searches for these words")
        pictogram: "find"
        visible: text !== ""
        centred: false
        Layout.fillWidth: true
        onClicked: {
            summary.find.takeSuggestion();
            summary.taken();
        }
    }
}
