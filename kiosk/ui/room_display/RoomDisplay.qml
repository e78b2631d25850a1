pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The display beside a room's door, which can be read from across the corridor.
Window {
    id: window

    required property Translator translator
    required property RoomDisplayModel door
    required property real pixelsPerMm
    required property string family

    // The letters are as large as the display allows.
    readonly property real unit: Math.min(width, height) / 100

    title: door.name
    color: Theme.ground
    visible: true

    Binding {
        target: I18n
        property: "translator"
        value: window.translator
    }
    Binding {
        target: Theme
        property: "name"
        value: "white-on-black"
    }
    Binding {
        target: Theme
        property: "pixelsPerMm"
        value: window.pixelsPerMm
    }
    Binding {
        target: Theme
        property: "family"
        value: window.family
    }
    Binding {
        target: Theme
        property: "rightToLeft"
        value: window.translator.rightToLeft
    }
    Binding {
        target: Theme
        property: "tallScript"
        value: window.translator.tallScript
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: window.unit * 4
        spacing: window.unit * 2
        LayoutMirroring.enabled: Theme.rightToLeft
        LayoutMirroring.childrenInherit: true

        RowLayout {
            spacing: window.unit * 3
            Layout.fillWidth: true

            Heading {
                objectName: "door-name"
                text: window.door.name
                font.pixelSize: window.unit * 7
                Layout.fillWidth: true
            }
            ReadableText {
                text: window.door.clock
                font.pixelSize: window.unit * 7
                Accessible.name: I18n.trc("navigation", "The time is {time}", {time: window.door.clock})
            }
        }
        Rectangle {
            color: window.door.free ? Theme.ground : Theme.text
            border.color: Theme.text
            border.width: window.unit
            radius: window.unit * 2
            implicitHeight: state.implicitHeight + window.unit * 6
            Layout.fillWidth: true

            RowLayout {
                id: state

                readonly property color ink: window.door.free ? Theme.text : Theme.ground

                anchors.fill: parent
                anchors.margins: window.unit * 3
                spacing: window.unit * 4

                Pictogram {
                    name: window.door.pictogram
                    color: state.ink
                    size: window.unit * 16
                    Layout.preferredWidth: size
                    Layout.preferredHeight: size
                }
                ColumnLayout {
                    spacing: window.unit
                    Layout.fillWidth: true

                    Heading {
                        objectName: "door-headline"
                        text: window.door.headline
                        color: state.ink
                        font.pixelSize: window.unit * 9
                        Layout.fillWidth: true
                    }
                    ReadableText {
                        objectName: "door-then"
                        text: window.door.then
                        visible: text !== ""
                        color: state.ink
                        font.pixelSize: window.unit * 6
                        Layout.fillWidth: true
                    }
                }
            }
        }
        ReadableText {
            text: window.door.day
            font.pixelSize: window.unit * 5
            Layout.fillWidth: true
        }
        ReadableText {
            objectName: "door-nothing"
            text: I18n.trc("room display", "No more reservations today")
            visible: window.door.toCome.length === 0 && window.door.day !== ""
            font.pixelSize: window.unit * 5
            Layout.fillWidth: true
        }
        Flow {
            spacing: window.unit * 2
            clip: true
            Layout.fillWidth: true
            Layout.fillHeight: true

            Repeater {
                model: window.door.toCome

                Rectangle {
                    id: row

                    required property string modelData

                    color: Theme.ground
                    border.color: Theme.outline
                    border.width: Math.max(2, window.unit * 0.4)
                    radius: window.unit
                    width: words.implicitWidth + window.unit * 4
                    height: words.implicitHeight + window.unit

                    ReadableText {
                        id: words

                        anchors.centerIn: parent
                        text: row.modelData
                        font.pixelSize: window.unit * 4.5
                    }
                }
            }
        }
    }
}
