pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// One space in the list: the name, the size and level, the state in words, and either the bar of
// the day or, if `asList` is true, the free times as text. A tap on a free part chooses the time.
Pressable {
    id: row

    required property int index
    required property string code
    required property string name
    required property string nameLanguage
    required property string condition
    required property string conditionPictogram
    required property bool free
    required property string about
    required property string freeTimes
    required property string heldTimes
    required property list<string> needs
    required property list<string> needPictograms
    required property list<string> kinds
    required property list<int> edges
    property string position: ""
    property real now: -1 // the place of the present on the bar, or -1
    property bool asList: false
    property int barHeight: Theme.target
    property bool wide: false // the words stand beside the bar
    property real barInset: 0 // pixels between the ends of the row and of the bar
    property real namesWidth: 0 // pixels before the bar in a wide row
    property real stateWidth: 0 // pixels after the bar in a wide row

    signal timeChosen(real place)

    // The free times say that the room is free now; if there is one, the state says it all.
    readonly property list<string> times: !free ? [condition, freeTimes, heldTimes] : [kinds.filter(kind => kind === "free").length > 1 ? freeTimes : condition, heldTimes]

    text: name
    Accessible.name: [name, ...times, about, ...needs, position].filter(part => part).join(", ")
    hint: I18n.trc("spaces", "Shows the free times")
    spoken: [Voice.phrase(name, nameLanguage), Voice.phrase([...times, about, ...needs, position].filter(part => part).join(", "), "")]

    Layout.fillWidth: true
    quiet: !asList
    least: asList ? Theme.target : 0
    padding: asList ? Theme.gap : 0
    ink: pressed && asList ? Theme.primaryText : Theme.text
    fill: pressed ? asList ? Theme.primary : Theme.bar : asList ? Theme.surface : "transparent"

    contentItem: GridLayout {
        columns: row.asList ? 1 : row.wide ? 3 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.mm(1)

        GridLayout {
            columns: nameText.implicitWidth + sizeText.implicitWidth + columnSpacing > width ? 1 : 2
            columnSpacing: Math.round(Theme.bodySize * 0.7)
            rowSpacing: 0
            Layout.fillWidth: !row.wide || row.asList
            Layout.preferredWidth: row.wide && !row.asList ? row.namesWidth : -1
            Layout.alignment: Qt.AlignVCenter

            ReadableText {
                id: nameText

                text: row.name
                color: row.ink
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: parent.columns === 1
                Layout.alignment: Qt.AlignBaseline
            }
            ReadableText {
                id: sizeText

                text: row.about
                color: row.ink
                font.pixelSize: Theme.smallSize
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignBaseline
            }
        }
        DayBar {
            visible: !row.asList
            kinds: row.kinds
            edges: row.edges
            now: row.now
            partName: "bar-" + row.index
            Layout.row: row.wide ? 0 : 1
            Layout.column: row.wide ? 1 : 0
            Layout.columnSpan: row.wide ? 1 : 2
            Layout.fillWidth: true
            Layout.preferredHeight: row.barHeight
            Layout.leftMargin: row.wide ? 0 : row.barInset
            Layout.rightMargin: row.wide ? 0 : row.barInset
            onChosen: place => row.timeChosen(place)
        }
        RowLayout {
            id: stateLine

            readonly property color ink: row.pressed && row.asList ? row.ink : row.free ? Theme.success : Theme.text

            spacing: Theme.mm(1.2)
            Layout.row: row.asList ? 1 : 0
            Layout.column: row.asList ? 0 : row.wide ? 2 : 1
            Layout.fillWidth: row.asList
            Layout.preferredWidth: row.wide && !row.asList ? row.stateWidth : -1
            Layout.alignment: row.wide ? Qt.AlignVCenter : Qt.AlignBottom

            Pictogram {
                name: row.conditionPictogram
                color: stateLine.ink
                size: Math.round(Theme.smallSize * 1.1)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
            }
            ReadableText {
                text: row.asList ? row.times[0] : row.condition
                color: stateLine.ink
                font.pixelSize: Theme.smallSize
                font.weight: Font.DemiBold
                lineHeight: 1.05
                Accessible.ignored: true
                Layout.fillWidth: row.asList || row.wide
                Layout.maximumWidth: row.asList ? row.width : row.width * 0.6
            }
        }
        ReadableText {
            visible: row.asList && text !== ""
            text: row.times.slice(1).filter(part => part).join("\n")
            color: row.ink
            font.pixelSize: Theme.smallSize
            Accessible.ignored: true
            Layout.row: 2
            Layout.column: 0
            Layout.fillWidth: true
        }
    }
}
