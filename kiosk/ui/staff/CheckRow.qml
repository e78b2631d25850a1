import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// The result of one check: a pictogram, the name of the check and a few sentences.
FramedBox {
    id: row

    required property string title
    required property string text
    required property string pictogram

    implicitHeight: column.implicitHeight + Theme.gap * 2
    Layout.fillWidth: true

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.mm(1)

        LabelledPictogram {
            pictogram: row.pictogram
            text: row.title
            readable: true
            Layout.fillWidth: true
        }
        ReadableText {
            text: row.text
            readable: true
            font.pixelSize: Theme.smallSize
            Layout.fillWidth: true
        }
    }
}
