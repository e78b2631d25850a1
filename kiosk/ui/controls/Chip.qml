import QtQuick
import QtQuick.Layouts
import "../theme"

// A pill: a choice that is on or off, or a button that opens choices if `opens` is true. The
// chosen pill is filled and has a check mark.
Pressable {
    id: chip

    property string pictogram: ""
    property bool opens: false
    property bool open: false // the choices are shown
    property bool single: false // one of several: a radio button

    readonly property string mark: checked ? "check" : pictogram

    checkable: !opens
    least: Theme.smallTarget
    rounding: height / 2
    topPadding: Theme.mm(1)
    bottomPadding: Theme.mm(1)
    leftPadding: Theme.mm(5)
    rightPadding: Theme.mm(5)
    font.pixelSize: Theme.bodySize
    Accessible.role: opens ? Accessible.ButtonMenu : single ? Accessible.RadioButton : Accessible.CheckBox
    Accessible.checkable: checkable
    Accessible.checked: checked
    // Announce the state once, after all changes that the tap causes.
    onCheckedChanged: if (activeFocus && !opens)
        Qt.callLater(Voice.tellState, chip)

    contentItem: RowLayout {
        spacing: Theme.mm(2)

        Pictogram {
            visible: name !== ""
            name: chip.mark
            color: chip.ink
            size: Math.round(Theme.iconSize * 0.8)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
        ReadableText {
            text: chip.text
            color: chip.ink
            font.weight: chip.checked ? Font.DemiBold : Font.Normal
            lineHeight: 1
            Accessible.ignored: true
            Layout.fillWidth: true
        }
        Pictogram {
            visible: chip.opens
            name: chip.open ? "up" : "down"
            color: chip.ink
            size: Math.round(Theme.iconSize * 0.6)
            Layout.preferredWidth: size
            Layout.preferredHeight: size
        }
    }
}
