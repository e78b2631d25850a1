pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The accessibility bar at the lower edge of every screen, within reach. The speech button is in
// the lower left corner in every language, where a finger finds the button along the frame.
Rectangle {
    id: bar

    required property AccessibilitySettings accessibility
    required property bool canLower // the screen is tall enough to move everything down
    required property string open // the name of the open panel
    property bool brief: false // show only pictograms, while typing needs the space

    signal asked(string name)
    signal done

    // Moves the focus to the button of the panel `name`.
    function focusOn(panel: string) {
        for (const item of grid.children)
            if (item.panel === panel)
                item.forceActiveFocus(Qt.OtherFocusReason);
        if (panel === "speech")
            (bar.accessibility.speech ? speechBar.settings : corner).forceActiveFocus(Qt.OtherFocusReason);
    }

    implicitHeight: column.implicitHeight
    color: Theme.bar

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.outline
    }
    ColumnLayout {
        id: column

        anchors.fill: parent
        spacing: 0

        SpeechBar {
            id: speechBar

            visible: bar.accessibility.speech
            accessibility: bar.accessibility
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            Layout.leftMargin: Theme.wideGap
            Layout.rightMargin: Theme.wideGap

            Connections {
                target: speechBar.settings

                function onClicked() {
                    bar.asked("speech");
                }
            }
        }
        RowLayout {
            spacing: Theme.gap
            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true
            Layout.fillWidth: true

            BarButton {
                id: corner

                objectName: "bar-speech"
                brief: bar.brief
                text: I18n.trc("speech", "Read aloud")
                pictogram: bar.accessibility.speech ? "speech" : "speech-off"
                hint: I18n.trc("speech", "Reads the screen aloud")
                checked: bar.accessibility.speech
                leftInset: Theme.wideGap
                topInset: Theme.gap
                bottomInset: Theme.gap
                leftPadding: Theme.wideGap + Theme.gap
                topPadding: Theme.gap * 2
                bottomPadding: Theme.gap * 2
                Accessible.role: Accessible.CheckBox
                Accessible.checkable: true
                Accessible.checked: checked
                Layout.preferredWidth: grid.widest + Theme.wideGap
                Layout.fillHeight: true
                onClicked: Voice.guide.turn_on_or_off(!Voice.byKeys)
            }
            ButtonGrid {
                id: grid

                brief: bar.brief
                LayoutMirroring.enabled: Theme.rightToLeft
                LayoutMirroring.childrenInherit: true
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.topMargin: Theme.gap
                Layout.bottomMargin: Theme.gap
                Layout.rightMargin: Theme.wideGap

                BarItem {
                    objectName: "bar-language"
                    panel: "language"
                    text: I18n.trc("languages", "Language")
                    pictogram: "language"
                    hint: I18n.trc("languages", "Opens the language choices")
                }
                BarItem {
                    objectName: "bar-text"
                    panel: "text"
                    text: I18n.trc("display", "Text size")
                    pictogram: "text-size"
                    hint: I18n.trc("display", "Makes everything larger or smaller")
                }
                BarItem {
                    objectName: "bar-theme"
                    panel: "theme"
                    text: I18n.trc("display", "Contrast")
                    pictogram: "contrast"
                    hint: I18n.trc("display", "Opens the colour choices")
                }
                BarButton {
                    objectName: "bar-reach"
                    visible: bar.canLower
                    brief: bar.brief
                    text: I18n.trc("display", "Move down")
                    pictogram: "reach"
                    hint: I18n.trc("display", "Moves everything to the lower half of the screen")
                    checked: bar.accessibility.reach
                    Accessible.role: Accessible.CheckBox
                    Accessible.checkable: true
                    Accessible.checked: checked
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    onCheckedChanged: if (activeFocus)
                        Voice.tellState(this)
                    onClicked: bar.accessibility.reach = !bar.accessibility.reach
                }
                BarButton {
                    objectName: "bar-done"
                    brief: bar.brief
                    text: I18n.trc("session", "I’m done")
                    pictogram: "done"
                    mirrorable: true
                    primary: true
                    hint: I18n.trc("session", "Clears the screen for the next visitor")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.columnSpan: grid.rest
                    onClicked: bar.done()
                }
            }
        }
    }

    component BarItem: BarButton {
        property string panel

        brief: bar.brief
        checked: bar.open === panel
        Layout.fillWidth: true
        Layout.fillHeight: true
        onClicked: bar.asked(panel)
    }
}
