import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The call number of a title, in large type: what a visitor takes along to the shelf.
FramedBox {
    id: box

    property string callNumber: ""
    property string place: "" // the shelf and the level on the plan
    property list<var> spoken: [Voice.phrase(label.text, ""), Voice.code(callNumber), Voice.phrase(place, "")]

    implicitHeight: column.implicitHeight + Theme.gap * 2
    // The box stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.StaticText
    Accessible.name: [label.text + ": " + callNumber, place].filter(part => part).join(", ")
    Accessible.focusable: activeFocusOnTab

    ColumnLayout {
        id: column

        x: Theme.wideGap
        y: Theme.gap
        width: parent.width - Theme.wideGap * 2
        spacing: 0

        ReadableText {
            id: label

            text: I18n.trc("catalogue", "Call number")
            color: Theme.quiet
            font.pixelSize: Theme.smallSize
            lineHeight: 1
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            objectName: "record-call-number"
            text: box.callNumber
            isCode: true
            font.pixelSize: Theme.heroSize
            font.weight: Font.Bold
            lineHeight: 1.05
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: box.place
            visible: text !== ""
            font.pixelSize: Theme.headingSize
            lineHeight: Theme.tallScript ? 1 : 1.05
            Accessible.ignored: true
            Layout.fillWidth: true
        }
    }
    FocusRing {
        control: box
    }
}
