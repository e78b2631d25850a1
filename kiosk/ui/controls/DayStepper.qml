import QtQuick
import QtQuick.Layouts
import "../theme"

// A day with buttons for the previous and the next day.
GridLayout {
    id: stepper

    required property string day
    property bool canGoBack: true
    property bool canGoOn: true
    readonly property alias nextButton: next

    signal preceding
    signal following

    columns: Theme.scale > 1.25 ? 2 : 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    Layout.fillWidth: true

    Heading {
        text: stepper.day
        readable: true
        visible: stepper.columns === 2
        Layout.columnSpan: 2
        Layout.fillWidth: true
    }
    PushButton {
        objectName: "previous-day"
        text: I18n.trc("navigation", "Previous day")
        fact: stepper.day
        pictogram: "back"
        mirrorable: true
        idle: !stepper.canGoBack
        fill: pressed ? Theme.primary : idle ? Theme.bar : Theme.surface
        Layout.fillWidth: stepper.columns === 2
        onClicked: {
            if (stepper.canGoBack)
                stepper.preceding();
            else
                Voice.announce(I18n.trc("navigation", "This is the first day."));
        }
    }
    Heading {
        text: stepper.day
        readable: true
        visible: stepper.columns === 3
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
    }
    PushButton {
        id: next

        objectName: "next-day"
        text: I18n.trc("navigation", "Next day")
        fact: stepper.day
        pictogram: "next"
        mirrorable: true
        idle: !stepper.canGoOn
        fill: pressed ? Theme.primary : idle ? Theme.bar : Theme.surface
        Layout.fillWidth: stepper.columns === 2
        onClicked: {
            if (stepper.canGoOn)
                stepper.following();
            else
                Voice.announce(I18n.trc("navigation", "This is the last day."));
        }
    }
}
