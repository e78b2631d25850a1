import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// A row as in the search, in the text size and the colours that the visitor has chosen.
FramedBox {
    id: sample

    implicitHeight: row.implicitHeight + Theme.gap * 2
    Layout.fillWidth: true
    // The sample stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [name.text, author.text, band.text, band.trailing].join(", ")
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
            title: name.text
            name: author.text
            pictogram: "book"
            shade: 2
            motif: 2
            Layout.preferredWidth: Math.min(Theme.mm(Theme.wide ? 40 : 48) * Math.sqrt(Theme.scale), sample.width / 3)
            Layout.preferredHeight: implicitHeight
            Layout.alignment: Qt.AlignTop
        }
        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: true

            ReadableText {
                id: name

                // Translators: The title of a book in a sample of the screen.
                text: I18n.trc("display", "The sea never sleeps")
                font.pixelSize: Theme.headingSize
                font.weight: Font.DemiBold
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            ReadableText {
                id: author

                // Translators: The author of a book in a sample of the screen.
                text: I18n.trc("display", "Sari Wulan")
                color: Theme.quiet
                Accessible.ignored: true
                Layout.fillWidth: true
            }
            StatusBand {
                id: band

                pictogram: "available"
                // Translators: The state of a book in a sample of the screen.
                text: I18n.trc("display", "Here: level 1")
                trailing: "899.221"
                good: true
                Layout.fillWidth: true
            }
        }
    }
}
