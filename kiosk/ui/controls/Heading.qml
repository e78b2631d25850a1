import QtQuick
import "../theme"

// A heading, which begins a part of the screen unless `begins` is false.
ReadableText {
    id: heading

    property bool begins: true

    font.pixelSize: Theme.headingSize
    font.weight: Font.DemiBold
    lineHeight: 1.05
    readable: true
    Accessible.role: Accessible.Heading

    Part {
        name: heading.begins ? heading.text : ""
    }
}
