import QtQuick
import "../theme"

// The space that the short names of the weekdays need on the days.
FontMetrics {
    required property list<string> weekdays
    readonly property int letter: font.pixelSize // the widths follow it
    readonly property int widest: Math.ceil(letter > 0 ? Math.max(0, ...weekdays.map(each => advanceWidth(each))) : 0) + Theme.mm(4) + Theme.line

    font.family: Theme.family
    font.pixelSize: Theme.smallSize
    font.weight: Font.DemiBold
}
