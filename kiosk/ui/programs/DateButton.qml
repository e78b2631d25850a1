import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One date of a programme: the colour and pictogram of its kind, its title and when it is.
Pressable {
    id: entry

    required property string when
    required property string title
    required property string titleLanguage
    required property string status
    required property string pictogram
    required property int shade
    property bool named: true // the title is shown

    least: Theme.smallTarget
    padding: Theme.line
    text: [named ? title : "", when, status].filter(part => part).join(", ")
    hint: I18n.trc("navigation", "Opens the details")
    spoken: [Voice.phrase(named ? title : "", titleLanguage), Voice.phrase([when, status].filter(part => part).join(", "), "")]

    contentItem: RowLayout {
        spacing: Theme.wideGap

        Rectangle {
            color: Theme.accents[entry.shade % Theme.accents.length]
            radius: entry.rounding - Theme.line
            border.color: Theme.outline
            border.width: Theme.plain ? Theme.line : 0
            Layout.preferredWidth: Math.max(Theme.smallTarget, Theme.iconSize * 1.5)
            Layout.fillHeight: true

            Pictogram {
                anchors.centerIn: parent
                name: entry.pictogram
                color: Theme.accentText
            }
        }
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Layout.margins: Theme.mm(1.5)

            ReadableText {
                text: entry.title
                visible: entry.named
                color: entry.ink
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: [entry.when, entry.status].filter(part => part).join(" · ")
                color: entry.ink
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
            }
        }
    }
}
