import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One of the next programmes: the time on the colour of its kind, with the day if asked
// for, the title, the place and the seats.
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
    // Each part is isolated (UAX 9, FSI and PDI): a Latin name must not turn a Persian level round.
    readonly property string where: {
        const parts = [place, level].filter(part => part);
        return Theme.rightToLeft ? "\u200F" + parts.map(part => "\u2068" + part + "\u2069").join(" · ") : parts.join(" · ");
    }

    text: title
    Accessible.name: [title, when, seats, place, level].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [Voice.phrase(title, titleLanguage), Voice.phrase([when, seats].filter(part => part).join(", "), ""), Voice.phrase(place, placeLanguage), Voice.phrase(level, "")]
    padding: 0

    contentItem: RowLayout {
        spacing: Theme.gap

        Rectangle {
            color: Theme.accents[row.shade % Theme.accents.length]
            topLeftRadius: row.mirrored ? 0 : row.rounding
            bottomLeftRadius: topLeftRadius
            topRightRadius: row.mirrored ? row.rounding : 0
            bottomRightRadius: topRightRadius
            border.color: Theme.outline
            border.width: Theme.line
            Layout.fillHeight: true
            Layout.preferredWidth: Math.max(Theme.mm(row.narrow ? 26 : 40), face.implicitWidth + Theme.gap * 2)
            Layout.minimumHeight: Math.max(Theme.mm(20), face.implicitHeight + Theme.mm(4))

            ColumnLayout {
                id: face

                anchors.centerIn: parent
                spacing: 0

                OnColour {
                    text: row.day
                    visible: row.showDay
                    font.pixelSize: Theme.smallSize
                }
                OnColour {
                    text: row.time
                    font.pixelSize: row.narrow ? Theme.bodySize : Theme.headingSize
                    font.weight: Font.DemiBold
                }
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

    component OnColour: ReadableText {
        color: Theme.accentText
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1
        Accessible.ignored: true
        Layout.alignment: Qt.AlignHCenter
    }
}
