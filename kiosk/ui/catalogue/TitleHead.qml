import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// What decides about a title: the cover, the title, whether it is here, and the call number.
// With large text or on a low screen all of it but the cover stays in sight: the call number is
// then in the band.
RowLayout {
    id: head

    required property RecordDetails record
    required property string place // the shelf and the level on the plan, "" if unknown
    required property real room // height of the pane in pixels
    readonly property Item heading: title

    readonly property bool tight: room < Theme.bodySize * 22
    readonly property bool roomy: width > Theme.bodySize * 24 && !tight

    spacing: Theme.wideGap
    Layout.fillWidth: true

    // The height of a cover follows its width: in a layout it would ask for a new layout
    // while the layout sets its width.
    Item {
        readonly property int wide: Math.min(Theme.mm(92), Math.round(head.width * 0.3))

        visible: head.roomy
        implicitWidth: wide
        implicitHeight: Math.round(wide * 1.4)
        Layout.minimumWidth: wide
        Layout.maximumWidth: wide
        Layout.alignment: Qt.AlignTop

        Cover {
            anchors.fill: parent
            title: head.record.title
            name: head.record.author
            pictogram: head.record.formatPictogram
            shade: head.record.shade
            motif: head.record.motif
            picture: head.record.picture
        }
    }
    ColumnLayout {
        spacing: head.tight ? Theme.mm(1.5) : Theme.gap
        Layout.fillWidth: true
        Layout.fillHeight: true

        Heading {
            id: title

            objectName: "record-title"
            text: head.record.title
            language: head.record.titleLanguage
            font.pixelSize: head.tight ? Theme.bodySize : Theme.titleSize
            activeFocusOnTab: true
            Layout.fillWidth: true
        }
        ReadableText {
            property list<var> spoken: [
                Voice.phrase(head.record.author, head.record.titleLanguage),
                Voice.phrase(head.record.imprint, "")
            ]

            text: head.record.byline
            visible: text !== ""
            color: Theme.quiet
            font.pixelSize: head.tight ? Theme.smallSize : Theme.bodySize
            lineHeight: Theme.tallScript ? 1 : 1.05
            readable: true
            Layout.fillWidth: true
        }
        StatusBand {
            objectName: "record-band"
            pictogram: head.record.availabilityPictogram
            text: head.record.availability
            trailing: head.tight ? head.record.callNumber : head.record.copies
            isCode: head.tight
            good: head.record.good
            letter: head.roomy ? Theme.headingSize : Theme.bodySize
            spoken: [Voice.phrase(text, ""), head.tight ? Voice.code(trailing) : Voice.phrase(trailing, "")]
            readable: true
            visible: text !== ""
            Layout.fillWidth: true
        }
        CallNumber {
            callNumber: head.record.callNumber
            place: head.place
            visible: callNumber !== "" && !head.tight
            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
