import QtQuick
import "../theme"

// A text as a QR code for the visitor's phone, under a name that says what it holds.
// Every module is the same number of whole pixels; black on white in every theme.
Rectangle {
    id: code

    required property string text
    required property string name
    property int side: Theme.mm(80) // at most
    readonly property int modules: picture.implicitWidth

    implicitWidth: Math.max(1, Math.floor(side / Math.max(1, modules))) * modules
    implicitHeight: implicitWidth
    visible: modules > 1
    color: "white"
    // While it has the focus it stays a stop: Qt refuses to take it from under the focus.
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
