import QtQuick
import "../theme"

ReadableText {
    font.pixelSize: Theme.headingSize
    font.weight: Font.DemiBold
    lineHeight: 1.05
    readable: true
    Accessible.role: Accessible.Heading
}
