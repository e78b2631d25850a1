import QtQuick
import QtQuick.Layouts
import "../controls"
import "../theme"

// How one thing is, as a pictogram, its name and a few sentences.
Panel {
    id: row

    required property var modelData // title, text, pictogram

    implicitHeight: column.implicitHeight + Theme.gap * 2
    Layout.fillWidth: true

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.mm(1)

        Mark {
            pictogram: row.modelData.pictogram
            text: row.modelData.title
            readable: true
            Layout.fillWidth: true
        }
        Words {
            text: row.modelData.text
            readable: true
            font.pixelSize: Theme.smallSize
            Layout.fillWidth: true
        }
    }
}
