import QtQuick
import "../theme"

// A text as a QR code for the visitor's phone, with a name that describes the contents.
// Every module is the same whole number of pixels wide, at least 4 pixels and 0.5 mm, even if the
// code then exceeds `side`. The code is black on white in every theme.
Rectangle {
    id: code

    required property string text
    required property string name
    property int side: Theme.mm(90) // the width that is wanted, in pixels
    readonly property int leastModule: Math.max(4, Math.ceil(Theme.pixelsPerMm * 0.5))
    readonly property int modules: picture.implicitWidth

    implicitWidth: Math.max(leastModule, Math.floor(side / Math.max(1, modules))) * modules
    implicitHeight: implicitWidth
    visible: modules > 1
    color: "white"
    // The code stays focusable while it has the focus, as Qt keeps a focused item in the order.
    activeFocusOnTab: Voice.on || activeFocus
    Accessible.role: Accessible.Graphic
    Accessible.name: name
    Accessible.focusable: activeFocusOnTab

    Image {
        id: picture

        anchors.fill: parent
        smooth: false
        cache: false
        source: code.text ? "image://qr/" + encodeURIComponent(code.text) : ""
        Accessible.ignored: true
    }
    FocusRing {
        control: code
    }
}
