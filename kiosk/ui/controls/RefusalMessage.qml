import QtQuick
import "../theme"

// Why something was refused, where the visitor tried it; not there where nothing was.
ReadableText {
    visible: text !== ""
    color: Theme.error
    font.weight: Font.DemiBold
    readable: true
    Accessible.role: Accessible.AlertMessage
}
