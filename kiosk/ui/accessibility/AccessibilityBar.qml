pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The accessibility bar: a row at the lower edge of the window, or in landscape a column at the
// end. In the row the speech button is in the lower left corner in every language, where a finger
// finds it along the frame; in the column it is the lowest. From 200 % on only three buttons fit:
// the display panel has the others.
Rectangle {
    id: bar

    required property AccessibilitySettings accessibility
    required property string open // the name of the open panel

    readonly property bool wide: Theme.wide
    // At most 12 % of the height of the window, or 16 % of the width of a column.
    readonly property int most: Math.floor(wide ? Window.width * 0.16 : Window.height * 0.12)
    readonly property int edge: wide ? Theme.gap : Theme.wideGap
    readonly property bool roomy: wide ? height >= (speech ? 6.5 : 5) * (Theme.barIconSize + Theme.barSize * 2.4 + Theme.mm(9)) : width >= Theme.mm(190) * Theme.frameScale
    readonly property bool full: Theme.scale < 2 && roomy // all five buttons
    readonly property bool speech: accessibility.speech
    readonly property string mute: Voice.guide ? Voice.guide.unavailable : "" // why nothing can be heard
    readonly property bool speechFirst: !wide && !Theme.rightToLeft

    signal asked(string name)
    signal done

    // Moves the focus to the button that opens the panel `name`.
    function focusOn(panel: string) {
        const names = {"language": full ? language : display, "help": full ? help : display, "speech": speech ? speechBar.settings : first.item || last.item};
        (names[panel] || display).forceActiveFocus(Qt.OtherFocusReason);
    }

    implicitWidth: wide ? Math.min(most, Math.max(Theme.mm(44), labels.widest + Theme.gap * 2) + edge * 2) : 0
    implicitHeight: wide ? 0 : Math.min(most, column.implicitHeight + Theme.gap * 2)
    color: Theme.bar

    Rectangle {
        visible: Theme.plain
        anchors.left: parent.left
        width: bar.wide ? Theme.line : parent.width
        height: bar.wide ? parent.height : Theme.line
        color: Theme.outline
    }
    BarLabels {
        id: labels

        readonly property string speech: I18n.trc("speech", "Read aloud")

        stacked: bar.wide
        texts: [speech, display.text, ...(bar.full ? [language.text, help.text] : []), leave.text]
        room: bar.wide ? bar.most - bar.edge * 2 - Theme.gap * 2 : bar.width - bar.edge * 2 - Theme.gap * (texts.length * 3 - 1)
    }
    ColumnLayout {
        id: column

        x: bar.edge
        y: Theme.gap
        width: parent.width - bar.edge * 2
        height: parent.height - Theme.gap * 2
        spacing: Theme.gap

        SpeechBar {
            id: speechBar

            visible: bar.speech
            accessibility: bar.accessibility
            explained: bar.open === "speech"
            Layout.fillWidth: true

            Connections {
                target: speechBar.settings

                function onClicked() {
                    bar.asked("speech");
                }
            }
        }
        GridLayout {
            columns: bar.wide ? 1 : 5
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: true

            Part {
                name: I18n.trc("parts", "Settings and help")
            }
            SpeechButton {
                id: first

                active: bar.speechFirst
            }
            BarItem {
                id: display

                objectName: "bar-display"
                panel: "display"
                place: 1
                text: I18n.trc("display", "Display")
                pictogram: "text-size"
                hint: I18n.trc("display", "Opens text size, colours and position")
            }
            BarItem {
                id: language

                objectName: "bar-language"
                panel: "language"
                place: 2
                visible: bar.full
                text: I18n.trc("languages", "Language")
                pictogram: "language"
                hint: I18n.trc("languages", "Opens the language choices")
            }
            BarItem {
                id: help

                objectName: "bar-help"
                panel: "help"
                place: 3
                visible: bar.full
                text: I18n.trc("help", "Help")
                pictogram: "help"
                hint: I18n.trc("help", "Explains this screen")
            }
            BarItem {
                id: leave

                objectName: "bar-done"
                place: labels.texts.length - 1
                text: I18n.trc("session", "I’m done")
                pictogram: "done"
                mirrorable: true
                primary: true
                hint: I18n.trc("session", "Clears the screen for the next visitor")
                onClicked: bar.done()
            }
            SpeechButton {
                id: last

                active: !bar.speechFirst
            }
        }
    }

    component BarItem: BarButton {
        property string panel: ""
        property int place: 0

        font.pixelSize: labels.size
        checked: panel !== "" && bar.open === panel
        leftPadding: Theme.gap
        rightPadding: Theme.gap
        Layout.fillHeight: true
        Layout.fillWidth: bar.wide
        Layout.preferredWidth: bar.wide ? -1 : labels.share(place) + Theme.gap * 2
        onClicked: if (panel)
            bar.asked(panel)
    }
    // The button reaches to the edge of the window, so that a finger along the frame finds it.
    component SpeechButton: Loader {
        visible: active
        Layout.fillHeight: true
        Layout.fillWidth: true // what rounding leaves
        Layout.preferredWidth: bar.wide ? -1 : labels.share(0) + Theme.gap * 2 + bar.edge
        Layout.leftMargin: bar.wide || !Theme.rightToLeft ? -bar.edge : 0
        Layout.rightMargin: bar.wide || Theme.rightToLeft ? -bar.edge : 0
        Layout.bottomMargin: -Theme.gap
        sourceComponent: BarButton {
            objectName: "bar-speech"
            text: labels.speech
            pictogram: bar.mute ? "speech-off" : bar.speech ? "speech" : "hear"
            hint: bar.mute || I18n.trc("speech", "Reads the screen aloud")
            framed: bar.mute === ""
            ink: pressed ? Theme.primaryText : checked ? Theme.chosenText : bar.mute ? Theme.quiet : Theme.text
            checked: bar.speech
            font.pixelSize: labels.size
            leftInset: bar.edge
            rightInset: bar.wide ? bar.edge : 0
            bottomInset: Theme.gap
            leftPadding: leftInset + Theme.gap
            rightPadding: rightInset + Theme.gap
            bottomPadding: Theme.gap * 2
            Accessible.role: Accessible.CheckBox
            Accessible.checkable: true
            Accessible.checked: checked
            onClicked: Voice.guide.turn_on_or_off(!Voice.byKeys)
        }
    }
}
