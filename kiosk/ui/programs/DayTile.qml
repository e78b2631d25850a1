import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One day as a button: the weekday, the number and how many programmes there are. The chosen day
// is filled. In large text the day is one line.
Pressable {
    id: tile

    required property int index
    required property string weekday
    required property string number
    required property string count
    required property string name
    required property bool chosen
    property string shownCount: count // the number alone if there is no space for more
    property bool inLine: false

    least: Theme.smallTarget
    padding: inLine ? Theme.gap : Theme.mm(2)
    horizontalPadding: inLine ? Theme.gap : Theme.mm(1)
    checkable: true
    checked: chosen
    ink: chosen || pressed ? Theme.primaryText : Theme.text
    fill: chosen || pressed ? Theme.primary : Theme.surface
    text: I18n.trc("programs", "{day}, {programs}", {
        day: name,
        programs: count
    })
    Accessible.role: Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen
    onToggled: checked = Qt.binding(() => tile.chosen)

    contentItem: GridLayout {
        readonly property bool narrow: day.implicitWidth + some.implicitWidth + columnSpacing > tile.availableWidth

        columns: tile.inLine && !narrow ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: 0

        ReadableText {
            id: day

            text: tile.inLine ? [tile.weekday, tile.number].filter(part => part).join(" ") : tile.weekday
            visible: text !== ""
            color: tile.ink
            font.pixelSize: tile.inLine ? Theme.bodySize : Theme.smallSize
            font.weight: Font.DemiBold
            horizontalAlignment: tile.inLine ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: 1
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: tile.number
            visible: !tile.inLine
            color: tile.ink
            font.pixelSize: Theme.titleSize
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            id: some

            text: tile.shownCount
            color: tile.ink
            font.pixelSize: Theme.smallSize
            horizontalAlignment: tile.inLine ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: 1
            Accessible.ignored: true
            Layout.fillWidth: !tile.inLine || parent.narrow
        }
    }
}
