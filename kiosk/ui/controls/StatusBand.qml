import QtQuick
import QtQuick.Layouts
import "../theme"

// One band that says the state of a title, a programme or a space: a pictogram, a text and, at
// the end, a call number or a time. Mint if `good` is true, otherwise sand.
Rectangle {
    id: band

    property string pictogram: ""
    property string text: ""
    property string trailing: ""
    property bool isCode: false // `trailing` is a call number or a code
    property bool good: false
    property int letter: Theme.bodySize // pixels
    property bool readable: false // set if no named control contains the band
    property list<var> spoken: [Voice.phrase(text, ""), Voice.phrase(trailing, "")]

    readonly property color ink: good ? Theme.goodText : Theme.text
    readonly property bool narrow: state.implicitWidth + end.implicitWidth + Theme.iconSize + Theme.wideGap * 4 > width

    implicitWidth: state.implicitWidth + end.implicitWidth + Theme.iconSize + Theme.wideGap * 4
    implicitHeight: row.implicitHeight + Theme.mm(3)
    color: good ? Theme.good : Theme.bar
    radius: Theme.radius
    border.color: Theme.outline
    border.width: Theme.plain ? Theme.line : 0
    // The band stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: readable && Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [text, trailing].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab
    Accessible.ignored: !readable

    FocusRing {
        control: band
    }
    RowLayout {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.gap
        width: parent.width - Theme.gap * 2
        spacing: Theme.gap

        Pictogram {
            visible: band.pictogram !== ""
            name: band.pictogram
            color: band.ink
            Layout.alignment: band.narrow ? Qt.AlignTop : Qt.AlignVCenter
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        GridLayout {
            columns: band.narrow ? 1 : 2
            columnSpacing: Theme.wideGap
            rowSpacing: 0
            Layout.fillWidth: true

            ReadableText {
                id: state

                text: band.text
                font.pixelSize: band.letter
                color: band.ink
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignBaseline // of texts in two scripts
            }
            ReadableText {
                id: end

                text: band.trailing
                isCode: band.isCode
                font.pixelSize: band.letter
                visible: text !== ""
                font.weight: Font.DemiBold
                lineHeight: Theme.tallScript ? 1 : 1.05
                Accessible.ignored: true
                Layout.fillWidth: band.narrow
                Layout.alignment: Qt.AlignBaseline
            }
        }
    }
}
