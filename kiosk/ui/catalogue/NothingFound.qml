pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The ways on from a search that found nothing, or only titles with some of the words.
ColumnLayout {
    id: ways

    required property SearchModel find
    required property bool canSuggest
    readonly property bool empty: find.summary !== "" && find.shown === 0

    signal browse(string start)
    signal suggest
    signal ask // the staff
    signal taken // the search has changed

    visible: ways.empty || list.count > 0
    spacing: Theme.gap
    Layout.fillWidth: true

    Repeater {
        id: list

        model: ways.find.waysOn

        PushButton {
            required property int index
            required property string kind
            required property string facet
            required property string value
            required text
            required pictogram

            objectName: "way-on-" + index
            centred: false
            Layout.fillWidth: true
            onClicked: {
                ways.find.goOn(kind, facet, value);
                ways.taken();
            }
        }
    }
    PushButton {
        objectName: "browse-near"
        text: I18n.trc("catalogue", "Look in the list from A to Z")
        pictogram: "serial"
        centred: false
        visible: ways.empty
        Layout.fillWidth: true
        onClicked: ways.browse(ways.find.words)
    }
    PushButton {
        objectName: "suggest-title"
        text: I18n.trc("suggestions", "Ask the library to get it")
        hint: I18n.trc("suggestions", "You see everything before it is sent")
        pictogram: "plus"
        centred: false
        visible: ways.canSuggest && (ways.empty || ways.find.altered) && ways.find.words !== ""
        Layout.fillWidth: true
        onClicked: ways.suggest()
    }
    PushButton {
        objectName: "nothing-ask"
        text: I18n.trc("catalogue", "The staff will gladly search with you.")
        hint: I18n.trc("home", "The way to the desk")
        pictogram: "people"
        centred: false
        visible: ways.empty
        Layout.fillWidth: true
        onClicked: ways.ask()
    }
}
