pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The screen while nobody uses the kiosk. It invites, and a touch anywhere leads to the first
// screen: what looks like a button here is not one. Nothing moves.
Rectangle {
    id: attract

    required property Attract model
    required property HomePage page
    required property StaffModel staff
    required property Fittings fittings

    objectName: "attract"
    color: Theme.head
    Accessible.role: Accessible.Pane
    Accessible.name: I18n.trc("home", "Touch anywhere")

    Pattern {
        anchors.fill: parent
        ground: attract.color
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.mm(Theme.wide ? 10 : 18)
        spacing: Theme.wideGap

        GridLayout {
            columns: Theme.wide ? 2 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.wideGap
            uniformCellWidths: true
            Layout.fillWidth: true
            Layout.fillHeight: true

            AttractWelcome {
                library: attract.staff.libraryName
                others: attract.model.invitations
                size: Theme.heroSize * (Theme.wide ? 1.3 : 2)
                Layout.fillHeight: true
            }
            ColumnLayout {
                spacing: Theme.wideGap
                Layout.fillWidth: true
                Layout.fillHeight: Theme.wide

                RowLayout {
                    spacing: Theme.gap
                    uniformCellSizes: true
                    Layout.fillWidth: true
                    Layout.fillHeight: Theme.wide

                    AttractVerb {
                        text: I18n.trc("home", "Find a book")
                        pictogram: "find"
                    }
                    AttractVerb {
                        text: I18n.trc("home", "Join a class")
                        pictogram: "programs"
                    }
                    AttractVerb {
                        text: I18n.trc("home", "Use a room")
                        pictogram: "spaces"
                    }
                }
                AttractCard {
                    visible: attract.page.programsHeading !== ""
                    implicitHeight: today.implicitHeight + Theme.wideGap * 2

                    ColumnLayout {
                        id: today

                        anchors.centerIn: parent
                        width: parent.width - Theme.wideGap * 2
                        spacing: Theme.gap

                        ReadableText {
                            text: attract.page.programsHeading
                            color: Theme.primary
                            font.pixelSize: Theme.headingSize
                            font.weight: Font.DemiBold
                            Layout.fillWidth: true
                        }
                        Repeater {
                            model: attract.page.programs

                            AttractLine {
                                today: attract.page.today
                            }
                        }
                    }
                }
                Item {
                    id: row

                    readonly property real coverWidth: Math.floor((width - Theme.gap * 4) / 5)

                    visible: attract.page.titlesHeading !== ""
                    implicitHeight: Math.round(coverWidth * 1.4)
                    Layout.fillWidth: true

                    Row {
                        spacing: Theme.gap

                        Repeater {
                            model: attract.page.titles

                            PlainCover {}
                        }
                    }
                }
            }
        }
        AttractCard {
            readonly property int beside: corner.visible ? corner.x + corner.width + Theme.gap - parent.x : 0 // pixels

            visible: hear.text !== ""
            implicitHeight: hear.implicitHeight + Theme.wideGap * 2
            // The margins are mirrored, but the corner is not.
            Layout.leftMargin: Theme.rightToLeft ? 0 : beside
            Layout.rightMargin: Theme.rightToLeft ? beside : 0

            ReadableText {
                id: hear

                anchors.centerIn: parent
                width: parent.width - Theme.wideGap * 2
                text: attract.fittings.invitation
                font.weight: Font.DemiBold
            }
        }
    }
    // The corner where a touch starts speech, shown for companions who see.
    Rectangle {
        id: corner

        visible: attract.fittings.loudspeaker
        x: Theme.mm(4)
        y: parent.height - height - x
        width: Theme.mm(Theme.wide ? 22 : 30)
        height: width
        color: Theme.chosen
        radius: Theme.radius
        border.color: Theme.outline
        border.width: Theme.line

        Pictogram {
            anchors.centerIn: parent
            name: "speech"
            color: Theme.chosenText
            size: Math.round(parent.width * 0.6)
        }
    }

    component PlainCover: Cover {
        required property int index
        required title
        required name
        required pictogram
        required shade
        required motif
        required picture

        visible: index < 5
        width: row.coverWidth
        height: implicitHeight
    }
}
