import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One of the next programmes: the time on the colour of its kind, the title, the place and the
// seats.
Pressable {
    id: row

    required property int index
    required property string key
    required property string title
    required property string titleLanguage
    required property string time
    required property string day
    required property string place
    required property string placeLanguage
    required property string level
    required property string seats
    required property bool good
    required property string pictogram
    required property int shade
    property bool showDay: false
    property bool narrow: false // the state is below the place

    readonly property string when: showDay ? day + ", " + time : time
    readonly property string where: [showDay ? day : "", place, level].filter(part => part).join(" · ")

    text: title
    Accessible.name: [when, title, place, level, seats].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [Voice.phrase(when, ""), Voice.phrase(title, titleLanguage), Voice.phrase(place, placeLanguage), Voice.phrase(level, ""), Voice.phrase(seats, "")]
    padding: 0

    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            color: Theme.accents[row.shade % Theme.accents.length]
            radius: row.rounding
            border.color: Theme.outline
            border.width: Theme.plain ? Theme.line : 0
            Layout.fillHeight: true
            Layout.preferredWidth: Math.max(Theme.mm(row.narrow ? 26 : 40), clock.implicitWidth + Theme.gap * 2)
            Layout.minimumHeight: Theme.mm(20)

            ReadableText {
                id: clock

                anchors.centerIn: parent
                text: row.time
                color: Theme.accentText
                font.pixelSize: row.narrow ? Theme.bodySize : Theme.headingSize
                font.weight: Font.DemiBold
                lineHeight: 1
                Accessible.ignored: true
            }
        }
        Pictogram {
            visible: !row.narrow
            name: row.pictogram
            color: row.accent
            size: Math.round(Theme.iconSize * 1.1)
            Layout.leftMargin: Theme.gap
            Layout.rightMargin: Theme.gap
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        GridLayout {
            columns: row.narrow ? 1 : 2
            columnSpacing: Theme.wideGap
            rowSpacing: 0
            Layout.fillWidth: true
            Layout.topMargin: Theme.mm(2)
            Layout.bottomMargin: Theme.mm(2)
            Layout.rightMargin: Theme.gap

            ColumnLayout {
                spacing: Theme.mm(0.6)
                Layout.fillWidth: true

                ReadableText {
                    text: row.title
                    color: row.ink
                    font.weight: Font.DemiBold
                    lineHeight: Theme.tallScript ? 1 : 1.05
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
                ReadableText {
                    text: row.where
                    visible: text !== ""
                    color: row.pressed ? row.ink : Theme.quiet
                    font.pixelSize: Theme.smallSize
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
            }
            ReadableText {
                text: row.seats
                visible: text !== ""
                color: row.pressed ? row.ink : row.good ? Theme.success : Theme.text
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: row.narrow
                Layout.maximumWidth: row.narrow ? -1 : row.width * 0.34
            }
        }
    }
}
