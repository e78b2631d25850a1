pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// Everything that the library has, in pictures: no word has to be spelled.
ScreenFrame {
    id: screen

    required property PictureChoices choices
    required property SearchModel find

    signal chosen

    // Shows the titles behind a picture.
    function choose(facet: string, value: string) {
        find.clear();
        find.toggle(facet, value);
        chosen();
    }

    title: I18n.trc("catalogue", "Choose by picture")
    introduction: I18n.trc("catalogue", "Choose a picture to see its titles.")
    first: topics.first ?? kinds.first
    onFirstChanged: if (first && Window.activeFocusItem === screen)
        first.forceActiveFocus(Qt.OtherFocusReason) // the pictures are counted in the background
    Component.onCompleted: choices.load()

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap

        PictureTiles {
            id: topics

            heading: I18n.trc("catalogue", "What is it about?")
            pictures: screen.choices.topics
            onChosen: (facet, value) => screen.choose(facet, value)
        }
        PictureTiles {
            heading: I18n.trc("catalogue", "Who is it for?")
            pictures: screen.choices.ages
            onChosen: (facet, value) => screen.choose(facet, value)
        }
        PictureTiles {
            heading: I18n.trc("catalogue", "In which language?")
            pictures: screen.choices.languages
            onChosen: (facet, value) => screen.choose(facet, value)
        }
        PictureTiles {
            id: kinds

            heading: I18n.trc("catalogue", "What kind?")
            pictures: screen.choices.kinds
            onChosen: (facet, value) => screen.choose(facet, value)
        }
        ReadableText {
            text: I18n.trc("catalogue", "This library has no titles here yet.")
            visible: screen.choices.empty
            readable: true
            Layout.fillWidth: true
        }
    }
}
