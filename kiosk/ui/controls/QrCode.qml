import QtQuick
import "../theme"

// A text as a QR code for the visitor's phone, with a name for its contents.
// Every module has the same number of whole pixels; black on white in every theme.
Rectangle {
    id: code

    required property string text
    required property string name
    property int side: Theme.mm(80) // maximum
    readonly property int modules: picture.implicitWidth

    implicitWidth: Math.max(1, Math.floor(side / Math.max(1, modules))) * modules
    implicitHeight: implicitWidth
    visible: modules > 1
    color: "white"
    // It stays focusable while it has the focus: Qt does not remove a focused item from the order.
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
