import QtQuick
import "../controls"
import "../theme"

// The head of the window: the common one, the one that the screen brings itself, or none. While a
// panel is open, the head has the title of the panel and the button that closes it.
Item {
    id: head

    required property ScreenFrame screen
    required property string panel // the title of the open panel, or ""
    property alias canGoBack: common.canGoBack
    property alias clock: common.clock
    readonly property Item closer: common.closer
    readonly property string title: panel || (screen ? screen.title : "")

    signal back
    signal staffAsked

    readonly property bool own: !panel && screen !== null && screen.head !== null

    visible: panel !== "" || screen === null || !screen.headless
    implicitHeight: own ? loader.implicitHeight : common.implicitHeight

    Header {
        id: common

        anchors.fill: parent
        visible: !head.own
        title: head.title
        subtitle: !head.panel && head.screen ? head.screen.subtitle : ""
        overlaid: head.panel !== ""
        onBack: head.back()
        onStaffAsked: head.staffAsked()
    }
    Loader {
        id: loader

        anchors.fill: parent
        visible: head.own
        sourceComponent: head.screen ? head.screen.head : null
    }
}
