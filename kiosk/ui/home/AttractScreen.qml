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

    readonly property bool low: width > height

    color: Theme.head
    Accessible.role: Accessible.Pane
    Accessible.name: invitation.text

    Pattern {
        anchors.fill: parent
        ground: attract.color
    }
    GridLayout {
        anchors.fill: parent
        anchors.margins: attract.low ? Theme.wideGap : Theme.mm(18)
        columns: attract.low ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap
        uniformCellWidths: true

        Card {
            Layout.fillHeight: true
            Layout.rowSpan: attract.low ? 2 : 1
            implicitHeight: welcome.implicitHeight + Theme.wideGap * 4

            ColumnLayout {
                id: welcome

                anchors.centerIn: parent
                width: parent.width - Theme.wideGap * 2
                spacing: Theme.wideGap

                Line {
                    text: attract.staff.libraryName
                    color: Theme.primary
                    font.pixelSize: Theme.headingSize
                    font.weight: Font.DemiBold
                }
                Line {
                    id: invitation

                    text: I18n.trc("home", "Touch anywhere")
                    font.pixelSize: Theme.heroSize * (attract.low ? 1.2 : 1.8)
                    font.weight: Font.Bold
                }
                Flow {
                    id: others

                    spacing: Theme.wideGap
                    Layout.fillWidth: true

                    Repeater {
                        model: attract.model.invitations

                        ReadableText {
                            required property int index
                            required property string words
                            required language

                            text: words
                            visible: index > 0
                            font.pixelSize: Theme.headingSize
                            width: Math.min(implicitWidth, others.width)
                        }
                    }
                }
            }
        }
        RowLayout {
            spacing: Theme.gap
            uniformCellSizes: true
            Layout.fillWidth: true

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
        Card {
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
        Card {
            implicitHeight: hear.implicitHeight + Theme.wideGap * 2
            Layout.columnSpan: attract.low ? 2 : 1

            RowLayout {
                id: hear

                anchors.centerIn: parent
                width: parent.width - Theme.wideGap * 2
                spacing: Theme.wideGap
                LayoutMirroring.enabled: false

                Pictogram {
                    name: "speech"
                    color: Theme.primary
                    size: Math.round(Theme.iconSize * 1.8)
                    Layout.preferredWidth: size
                    Layout.preferredHeight: size
                }
                ReadableText {
                    text: I18n.trc("home", "Cannot see the screen? Touch the lower left corner, or plug in headphones.")
                    font.weight: Font.DemiBold
                    Layout.fillWidth: true
                }
            }
        }
    }

    component Card: Rectangle {
        color: Theme.ground
        radius: Theme.radius * 2
        border.color: Theme.outline
        border.width: Theme.plain ? Theme.line : 0
        Layout.fillWidth: true
    }
    component Line: ReadableText {
        horizontalAlignment: Text.AlignHCenter
        lineHeight: Theme.tallScript ? 1 : 1.05
        Layout.fillWidth: true
    }
    component PlainCover: Cover {
        required property int index
        required title
        required name
        required pictogram
        required shade
        required motif

        visible: index < 5
        width: row.coverWidth
        height: implicitHeight
    }
}
