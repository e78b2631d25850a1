import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A title of the catalogue as in the search, in the text size and the colours that the visitor has
// chosen.
FramedBox {
    id: sample

    required property string title
    required property string titleLanguage
    required property string author
    required property string byline
    required property string formatPictogram
    required property string availability
    required property string availabilityPictogram
    required property bool good
    required property string callNumber
    required property int shade
    required property int motif
    readonly property list<var> spoken: [
        Voice.phrase(title, titleLanguage),
        Voice.phrase(availability, ""),
        Voice.code(callNumber),
        Voice.phrase(byline, "")
    ]

    implicitHeight: row.implicitHeight + Theme.gap * 2
    Layout.fillWidth: true
    // The sample stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, availability, callNumber, byline].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: sample
    }
    GridLayout {
        id: row

        readonly property bool narrow: sample.width < Theme.bodySize * 18

        anchors.fill: parent
        anchors.margins: Theme.gap
        columns: narrow ? 1 : 2
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.gap

        Cover {
            title: sample.title
            name: sample.author
            pictogram: sample.formatPictogram
            shade: sample.shade
            motif: sample.motif
            Layout.preferredWidth: Math.min(Theme.mm(Theme.wide ? 40 : 48) * Math.sqrt(Theme.scale), sample.width / 3)
            Layout.preferredHeight: implicitHeight
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            ReadableText {
                text: sample.title
                font.pixelSize: Theme.headingSize
                font.weight: Font.DemiBold
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                text: sample.byline
                visible: text !== ""
                color: Theme.quiet
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            StatusBand {
                pictogram: sample.availabilityPictogram
                text: sample.availability
                trailing: sample.callNumber
                isCode: true
                good: sample.good
                Layout.fillWidth: true
            }
        }
    }
}
