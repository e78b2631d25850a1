pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The head of the first screen: the library, the time, a greeting, the opening hours and the
// languages.
Rectangle {
    id: head

    required property StaffModel staff
    required property HomePage page
    required property Branding branding
    required property Translator translator
    property bool brief: false // large text: without the greeting and the languages

    signal languages
    signal forStaff

    implicitHeight: column.implicitHeight + (brief || Theme.wide ? Theme.wideGap : Theme.wideGap * 2)
    color: Theme.head

    Part {
        name: I18n.trc("parts", "Top of the screen")
    }
    Pattern {
        ground: head.color
        width: tile * 5
        height: parent.height
        anchors.top: parent.top
        anchors.right: parent.right
    }
    Rectangle {
        anchors.bottom: parent.bottom
        visible: Theme.plain
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    ColumnLayout {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.wideGap
        width: parent.width - Theme.wideGap * 2
        spacing: head.brief ? Theme.mm(1) : Theme.gap

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Image {
                objectName: "logo"
                source: head.branding.logo
                visible: head.branding.logo !== ""
                fillMode: Image.PreserveAspectFit
                Layout.preferredHeight: Theme.mm(14)
                Layout.preferredWidth: Math.min(Theme.mm(60), implicitWidth * height / Math.max(1, implicitHeight))
            }
            Heading {
                begins: false
                text: head.staff.libraryName
                color: Theme.headText
                font.pixelSize: head.brief ? Theme.clockSize : Theme.headingSize
                Layout.fillWidth: true
            }
            Loader {
                active: Theme.wide && !head.brief
                visible: active
                sourceComponent: HearDoor {}
            }
            HeadClock {
                clock: head.staff.clock
                Layout.alignment: Qt.AlignTop
                onStaffAsked: head.forStaff()
            }
        }
        ReadableText {
            id: greeting

            text: head.page.greeting
            visible: !head.brief
            color: Theme.headText
            readable: true
            font.weight: Font.DemiBold
            font.pixelSize: Math.max(Theme.titleSize, Math.min(Theme.heroSize, Math.floor(Theme.heroSize * column.width / Math.max(1, whole.advanceWidth + 2))))
            lineHeight: Theme.tallScript ? 1 : 1.05
            Layout.fillWidth: true

            TextMetrics {
                id: whole

                text: head.page.greeting
                font.family: Theme.family
                font.weight: Font.DemiBold
                font.pixelSize: Theme.heroSize
            }
        }
        ReadableText {
            text: head.page.opening
            visible: head.brief && text !== ""
            color: Theme.headText
            readable: true
            font.pixelSize: Math.round(Theme.bodySize / Theme.scale * Theme.frameScale)
            Layout.fillWidth: true
        }
        GridLayout {
            visible: !head.brief
            columns: Theme.wide && column.width > Theme.bodySize * 58 ? 2 : 1 // room for both in a line
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.gap
            Layout.fillWidth: true

            RowLayout {
                spacing: Theme.gap * 1.5
                Layout.fillWidth: !Theme.wide

                OpeningBadge {
                    text: head.page.opening
                    isOpen: head.page.open
                    visible: text !== ""
                    Layout.maximumWidth: column.width * 0.7
                }
                ReadableText {
                    text: head.page.day
                    color: Theme.headText
                    readable: true
                    Layout.fillWidth: !Theme.wide
                    Layout.minimumWidth: Theme.mm(40)
                }
                Loader {
                    active: !Theme.wide
                    visible: active
                    sourceComponent: HearDoor {}
                }
            }
            LanguageStrip {
                page: head.page
                translator: head.translator
                Layout.fillWidth: true
                onMore: head.languages()
            }
        }
    }
}
