pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Kiosk
import "../controls"
import "../theme"

// The panel for the text size, the colours and the position, with a sample of the result. A choice
// takes effect at once.
SettingsPanel {
    id: panel

    required property AccessibilitySettings accessibility
    required property NewTitles newTitles
    required property bool leadsOn // the bar has no room for the buttons of language and help

    readonly property bool beside: Theme.wide && width > Theme.bodySize * 44 && samples.count > 0

    readonly property int tall: Theme.scale > 1.3 ? (Theme.wide ? Theme.target : Theme.mm(28)) : rowHeight(Theme.wide ? 7.8 : 9, Theme.mm(50))

    signal asked(string name)

    title: I18n.trc("display", "Display")
    Component.onCompleted: newTitles.load()

    GridLayout {
        columns: panel.beside ? 2 : 1
        columnSpacing: Theme.wideGap
        rowSpacing: Theme.wideGap
        Layout.fillWidth: true

        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.fillHeight: panel.beside
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            Heading {
                text: I18n.trc("display", "How it looks")
                visible: samples.count > 0
                Layout.fillWidth: true
            }
            Repeater {
                id: samples

                model: panel.newTitles.sample
                delegate: DisplaySample {
                    beside: panel.beside
                }
            }
        }
        ColumnLayout {
            spacing: Theme.gap
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop

            ButtonGrid {
                visible: panel.leadsOn
                Layout.fillWidth: true
                Layout.bottomMargin: Theme.gap

                PushButton {
                    objectName: "bar-language"
                    text: I18n.trc("languages", "Language")
                    hint: I18n.trc("languages", "Opens the language choices")
                    pictogram: "language"
                    Layout.fillWidth: true
                    onClicked: panel.asked("language")
                }
                PushButton {
                    objectName: "bar-help"
                    text: I18n.trc("help", "Help")
                    hint: I18n.trc("help", "Explains this screen")
                    pictogram: "help"
                    Layout.fillWidth: true
                    onClicked: panel.asked("help")
                }
            }
            Heading {
                text: I18n.trc("display", "Text size")
                Layout.fillWidth: true
            }
            RowLayout {
                spacing: Theme.gap
                Layout.fillWidth: true

                PushButton {
                    objectName: "scale-less"
                    text: I18n.trc("display", "Smaller")
                    fact: value.text
                    pictogram: "minus"
                    brief: true
                    idle: panel.accessibility.scale <= 100
                    least: panel.tall
                    Layout.preferredWidth: Theme.mm(60)
                    onClicked: panel.step(-1)
                }
                ReadableText {
                    id: value

                    text: I18n.trc("display", "{percent}%", {
                        percent: panel.accessibility.scale
                    })
                    font.pixelSize: Theme.titleSize
                    font.weight: Font.DemiBold
                    horizontalAlignment: Text.AlignHCenter
                    readable: true
                    Layout.fillWidth: true
                }
                PushButton {
                    id: larger

                    objectName: "scale-more"
                    text: I18n.trc("display", "Larger")
                    fact: value.text
                    pictogram: "plus"
                    brief: true
                    idle: panel.accessibility.scale >= 300
                    least: panel.tall
                    Layout.preferredWidth: Theme.mm(60)
                    onClicked: panel.step(1)
                }
            }
            GridLayout {
                columns: panel.width > Theme.bodySize * (panel.beside ? 44 : 22) ? 4 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap
                uniformCellWidths: true
                Layout.fillWidth: true

                Repeater {
                    id: sizes

                    model: [100, 150, 200, 300]

                    Choice {
                        id: choice

                        required property int modelData

                        objectName: "scale-" + modelData
                        single: true
                        text: I18n.trc("display", "{percent}%", {
                            percent: modelData
                        })
                        least: panel.tall
                        checked: panel.accessibility.scale === modelData
                        Layout.fillWidth: true
                        onClicked: {
                            panel.accessibility.scale = choice.modelData;
                            choice.checked = Qt.binding(() => panel.accessibility.scale === choice.modelData);
                        }
                    }
                }
            }
            ThemeChoices {
                accessibility: panel.accessibility
                tall: panel.tall * (panel.beside ? 1.15 : 1.4)
                Layout.topMargin: Theme.wideGap
            }
            Heading {
                text: I18n.trc("display", "Position")
                visible: Theme.canLower
                Layout.topMargin: Theme.wideGap
                Layout.fillWidth: true
            }
            Choice {
                objectName: "bar-reach"
                visible: Theme.canLower
                text: I18n.trc("display", "Move everything down")
                hint: I18n.trc("display", "Moves everything to the lower half of the screen")
                pictogram: "reach"
                least: panel.tall
                checked: panel.accessibility.reach
                Layout.fillWidth: true
                onClicked: {
                    panel.accessibility.reach = !panel.accessibility.reach;
                    checked = Qt.binding(() => panel.accessibility.reach);
                }
            }
        }
    }

    function inForce(): Item {
        for (let place = 0; place < sizes.count; place += 1)
            if ((sizes.itemAt(place) as Choice).checked)
                return sizes.itemAt(place);
        return larger; // a size between those of the choices
    }

    function step(by: int) {
        accessibility.step("scale", by);
        Voice.announce(I18n.trc("display", "{percent}%", {
            percent: accessibility.scale
        }));
    }
}
