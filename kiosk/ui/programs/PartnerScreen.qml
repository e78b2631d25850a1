pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// A partner of the library: what it is, how to reach it, and all programmes that it offers.
ScreenFrame {
    id: screen

    required property PartnersModel partners
    readonly property PartnerDetails partner: partners.partner

    function toTop() {
        pane.toTop();
    }

    title: I18n.trc("programs", "Partner")
    first: heading

    ScrollPane {
        id: pane

        anchors.fill: parent

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Pictogram {
                name: "people"
                color: Theme.primary
                size: Math.round(Theme.iconSize * 1.6)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                Layout.alignment: Qt.AlignTop
            }
            Heading {
                id: heading

                objectName: "partner-name"
                text: screen.partner.name
                language: screen.partner.nameLanguage
                font.pixelSize: Theme.titleSize
                activeFocusOnTab: true
                Layout.fillWidth: true
            }
        }
        ReadableText {
            objectName: "partner-about"
            text: screen.partner.about
            language: screen.partner.aboutLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        LabelledPictogram {
            pictogram: "place"
            text: screen.partner.contact
            spokenLanguage: screen.partner.contactLanguage
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            objectName: "partner-nothing"
            text: I18n.trc("programs", "No programmes of this partner are planned.")
            visible: !dates.visible
            readable: true
            Layout.fillWidth: true
        }
        ProgramDates {
            id: dates

            title: I18n.trc("programs", "Programmes")
            dates: screen.partner.dates
            onOpened: index => screen.partners.openProgram(index)
        }
    }
}
