import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The confirmation of a reservation or registration, with the code of the booking.
ScreenFrame {
    id: screen

    required property Confirmation confirmation
    required property AccessibilitySettings accessibility
    required property Receipt receipt

    readonly property string standing: confirmation.title
    // The code is not read on the loudspeaker unless the visitor has allowed it.
    readonly property string spokenCode: Voice.discreet ? I18n.trc("codes", "Your code is on the screen.") : confirmation.spokenCode
    property bool shown: false

    signal done

    // The server may answer while the visitor is still looking at this screen.
    onStandingChanged: if (shown && standing)
        Voice.announce(introduction)
    Component.onCompleted: shown = true

    Connections {
        target: screen.receipt

        function onTold() {
            Voice.announce(screen.receipt.message);
        }
    }

    title: screen.standing
    final: true
    introduction: [confirmation.text, confirmation.explanation, spokenCode].filter(part => part).map(part => /[.。။؟!?]$/.test(part) ? part : part + ".").join(" ")
    first: what

    ScrollPane {
        anchors.fill: parent
        spacing: Theme.wideGap

        RowLayout {
            spacing: Theme.wideGap
            Layout.fillWidth: true

            Pictogram {
                name: screen.confirmation.pictogram
                color: Theme.success
                size: Math.min(Theme.mm(20), Theme.iconSize * 2)
                Layout.preferredWidth: size
                Layout.preferredHeight: size
                Layout.alignment: Qt.AlignTop
            }
            ReadableText {
                id: what

                text: screen.confirmation.text
                activeFocusOnTab: true
                Layout.fillWidth: true
            }
        }
        ReadableText {
            objectName: "reservation-explanation"
            text: screen.confirmation.explanation
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        FramedBox {
            implicitHeight: codeColumn.implicitHeight + Theme.wideGap * 2
            Layout.fillWidth: true

            ColumnLayout {
                id: codeColumn

                anchors.fill: parent
                anchors.margins: Theme.wideGap
                spacing: Theme.gap

                ReadableText {
                    text: I18n.trc("codes", "Your code")
                    horizontalAlignment: Text.AlignHCenter
                    Accessible.ignored: true
                    Layout.fillWidth: true
                }
                ReadableText {
                    readonly property string spelled: Voice.discreet ? "" : text

                    objectName: "reservation-code"
                    text: screen.confirmation.shownCode
                    font.pixelSize: Math.min(Theme.titleSize * 2, parent.width / 6)
                    font.weight: Font.Bold
                    font.features: ({tnum: 1, zero: 1})
                    horizontalAlignment: Text.AlignHCenter
                    readable: true
                    Accessible.name: screen.spokenCode
                    Layout.fillWidth: true
                }
            }
        }
        PushButton {
            objectName: "say-code"
            text: I18n.trc("codes", "Read the code aloud")
            hint: I18n.trc("codes", "People nearby may hear it. With headphones only you will.")
            pictogram: "speech"
            visible: Voice.discreet || wanted
            property bool wanted: false // the button stays visible after use, and keeps the focus
            Layout.fillWidth: true
            onClicked: {
                wanted = true;
                screen.accessibility.sayCodesAloud = true;
                Voice.enter(screen.spokenCode);
            }
        }
        ReadableText {
            text: I18n.trc("codes", "Keep this code: you need it to cancel. Write it down or take a photo of it.")
            readable: true
            Layout.fillWidth: true
        }
        CalendarCode {
            text: screen.confirmation.calendar
        }
        PushButton {
            objectName: "print-code"
            text: I18n.trc("receipt", "Print the code")
            pictogram: "print"
            visible: screen.receipt.available
            Layout.fillWidth: true
            onClicked: screen.receipt.printCode(screen.confirmation.text, screen.confirmation.shownCode)
        }
        ReadableText {
            objectName: "print-message"
            text: screen.receipt.message
            visible: text !== ""
            readable: true
            Layout.fillWidth: true
        }
        PushButton {
            id: done

            objectName: "reserved-done"
            text: I18n.trc("navigation", "Back to the start")
            pictogram: "home"
            primary: true
            Layout.fillWidth: true
            onClicked: screen.done()
        }
    }
}
