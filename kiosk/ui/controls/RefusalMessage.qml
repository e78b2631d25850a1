import QtQuick
import "../theme"

// The reason for a refusal, shown where the visitor acted and hidden if nothing was refused.
ReadableText {
    visible: text !== ""
    color: Theme.error
    font.weight: Font.DemiBold
    readable: true
    Accessible.role: Accessible.AlertMessage
}
