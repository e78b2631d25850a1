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
    required property WayModel way

    readonly property string standing: confirmation.title
    // The code is not read on the loudspeaker unless the visitor has allowed it.
    readonly property string spokenCode: Voice.discreet ? I18n.trc("codes", "Your code is on the screen.") : confirmation.spokenCode
    readonly property bool beside: Theme.wide && Theme.scale < 1.3 // the way is beside the booking
    property bool shown: false

    signal done

    // The server may answer while the visitor is still looking at this screen.
    onStandingChanged: if (shown && standing)
        Voice.announce(introduction)
    Component.onCompleted: {
        shown = true;
        if (confirmation.space)
            way.showSpace(confirmation.space);
        else
            way.showLocation(confirmation.place);
    }

    function toTop() {
        pane.toTop();
    }

    Connections {
        target: screen.receipt

        function onTold() {
            Voice.announce(screen.receipt.message);
        }
    }

    title: screen.standing
    final: true
    introduction: [confirmation.text, confirmation.explanation, spokenCode].filter(part => part).map(part => /[.。။؟!?]$/.test(part) ? part : part + ".").join(" ")
    first: Voice.discreet ? aloud : Theme.scale < 2 ? above.first : code.first

    ScrollPane {
        id: pane

        anchors.fill: parent
        filled: true

        GridLayout {
            columns: screen.beside ? 2 : 1
            columnSpacing: Theme.wideGap
            rowSpacing: Theme.wideGap
            uniformCellWidths: true
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignTop

            ColumnLayout {
                spacing: Theme.wideGap
                Layout.fillWidth: true
                Layout.fillHeight: screen.beside || !screen.way.known
                Layout.alignment: Qt.AlignTop

                OutcomeCard {
                    id: above

                    confirmation: screen.confirmation
                    visible: Theme.scale < 2
                }
                GridLayout {
                    columns: phone.visible && Theme.scale < 2 ? 2 : 1
                    columnSpacing: Theme.wideGap
                    rowSpacing: Theme.wideGap
                    Layout.fillWidth: true

                    CodeCard {
                        id: code

                        confirmation: screen.confirmation
                        spokenCode: screen.spokenCode
                    }
                    // In large text the code comes first, so that it is wholly in sight.
                    OutcomeCard {
                        confirmation: screen.confirmation
                        visible: Theme.scale >= 2
                    }
                    FramedBox {
                        id: phone

                        visible: screen.confirmation.calendar !== ""
                        implicitHeight: calendar.implicitHeight + Theme.gap * 2
                        implicitWidth: Math.max(Theme.mm(118), calendar.codeWidth + Theme.gap * 2)
                        Layout.fillWidth: Theme.scale >= 2
                        Layout.fillHeight: true

                        CalendarCode {
                            id: calendar

                            anchors.centerIn: parent
                            width: parent.width - Theme.gap * 2
                            text: screen.confirmation.calendar
                        }
                    }
                }
                ReadableText {
                    text: I18n.trc("codes", "Keep this code: you need it to cancel. Write it down or take a photo of it.")
                    readable: true
                    Layout.fillWidth: true
                }
                PushButton {
                    id: aloud

                    objectName: "say-code"
                    text: I18n.trc("codes", "Read the code aloud")
                    fact: Voice.headphones ? I18n.trc("codes", "People nearby may hear it. With headphones only you will.") : I18n.trc("codes", "People nearby may hear it.")
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
                    objectName: "print-message"
                    text: screen.receipt.message
                    visible: text !== ""
                    readable: true
                    Layout.fillWidth: true
                }
                GridLayout {
                    columns: printing.visible && Theme.scale < 2 ? 2 : 1
                    columnSpacing: Theme.wideGap
                    rowSpacing: Theme.gap
                    uniformCellWidths: true
                    Layout.fillWidth: true

                    Part {
                        name: I18n.trc("parts", "More")
                    }
                    PushButton {
                        id: printing

                        objectName: "print-code"
                        text: I18n.trc("receipt", "Print the code")
                        pictogram: "print"
                        least: screen.beside ? Theme.target : Theme.mm(26)
                        visible: screen.receipt.available
                        Layout.fillWidth: true
                        onClicked: screen.receipt.printCode(screen.confirmation.text, screen.confirmation.shownCode)
                    }
                    PushButton {
                        objectName: "reserved-done"
                        text: I18n.trc("navigation", "Back to the start")
                        pictogram: "home"
                        primary: true
                        least: screen.beside ? Theme.target : Theme.mm(26)
                        Layout.fillWidth: true
                        onClicked: screen.done()
                    }
                }
            }
            WayToGoal {
                way: screen.way
                heading: screen.confirmation.space ? I18n.trc("way", "The way to the room") : I18n.trc("way", "The way there")
                compact: true
                leastMapHeight: Theme.scale < 2 ? Theme.mm(screen.beside ? 60 : 85) : mostMapHeight
                Layout.fillHeight: true
                Layout.alignment: Qt.AlignTop
            }
        }
    }
}
