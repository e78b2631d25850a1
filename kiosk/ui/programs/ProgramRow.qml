import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One program in the list of a day.
Pressable {
    id: row

    required property int index
    required property string title
    required property string titleLanguage
    required property string time
    required property string place
    required property string about
    required property string pictogram
    required property bool cancelled
    property string position: ""

    text: title
    Accessible.name: [time, title, cancelled ? I18n.trc("programs", "Cancelled") : "", place, about, position].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [
        Voice.phrase(time + (cancelled ? ", " + I18n.trc("programs", "Cancelled") : ""), ""),
        Voice.phrase(title, titleLanguage),
        Voice.phrase(place, titleLanguage),
        Voice.phrase([about, position].filter(part => part).join(", "), "")
    ]

    horizontalPadding: Theme.scale < 2 ? Theme.wideGap : Theme.gap
    contentItem: RowLayout {
        spacing: Theme.wideGap

        Pictogram {
            name: row.pictogram
            color: row.accent
            size: Math.min(Theme.mm(16), Theme.iconSize * 1.5)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.mm(0.8)
            Layout.fillWidth: true

            ReadableText {
                text: row.time
                color: row.ink
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: row.title
                color: row.ink
                font.weight: Font.DemiBold
                font.strikeout: row.cancelled
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            LabelledPictogram {
                visible: row.cancelled
                pictogram: "warning"
                text: I18n.trc("programs", "Cancelled")
                color: row.ink
                Layout.fillWidth: true
            }
            LabelledPictogram {
                visible: row.place !== ""
                pictogram: "place"
                text: row.place
                color: row.ink
                Layout.fillWidth: true
            }
            ReadableText {
                text: row.about
                visible: text !== ""
                color: row.ink
                font.pixelSize: Theme.smallSize
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
