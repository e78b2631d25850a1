import QtQuick
import "../theme"

// The reason for a refusal, shown where the visitor acted; hidden when there is none.
ReadableText {
    visible: text !== ""
    color: Theme.error
    font.weight: Font.DemiBold
    readable: true
    Accessible.role: Accessible.AlertMessage
}
