import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A title of the catalogue as in the search, in the text size and the colours that the visitor has
// chosen. Beside the choices it is a small screen with a head.
FramedBox {
    id: sample

    property bool beside: false
    required property string title
    required property string titleLanguage
    required property string author
    required property string year
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
        Voice.phrase(author, titleLanguage),
        Voice.phrase(year, "")
    ]

    implicitHeight: page.implicitHeight + Theme.gap * 2
    Layout.fillWidth: true
    Layout.fillHeight: beside
    // The sample stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, availability, callNumber, byline].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    FocusRing {
        control: sample
    }
    ColumnLayout {
        id: page

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.wideGap

        Rectangle {
            visible: sample.beside
            color: Theme.head
            radius: Theme.radius - Theme.line
            implicitHeight: head.implicitHeight + Theme.wideGap * 2
            Layout.fillWidth: true

            ReadableText {
                id: head

                anchors.verticalCenter: parent.verticalCenter
                x: Theme.wideGap
                width: parent.width - x * 2
                text: I18n.trc("display", "Display")
                color: Theme.headText
                font.pixelSize: Theme.headingSize
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
        GridLayout {
            id: row

            readonly property bool narrow: sample.width < Theme.bodySize * 18

            columns: narrow ? 1 : 2
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: true

            Cover {
                title: sample.title
                name: sample.author
                pictogram: sample.formatPictogram
                shade: sample.shade
                motif: sample.motif
                Layout.preferredWidth: Math.min(Theme.mm(sample.beside ? 100 : Theme.wide ? 40 : 64) * Math.sqrt(Theme.scale), sample.width / (sample.beside ? 2.6 : 3))
                Layout.preferredHeight: implicitHeight
                Layout.alignment: Qt.AlignTop
            }
            ColumnLayout {
                spacing: Theme.gap
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop

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
}
