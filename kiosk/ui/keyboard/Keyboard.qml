import QtQuick
import QtQuick.Window
import Kiosk
import "../controls"
import "../theme"

// The area of the on-screen keyboard. The keyboard is loaded on first use, because loading it
// takes time and memory, and many visitors do not type. A field of digits has a pad of its own. In
// landscape, where the keys take half of the screen, they open only when the field is touched.
Item {
    id: room

    required property Translator translator
    required property bool wanted
    readonly property int most: Math.floor(Window.height * (Theme.wide ? 0.36 : 0.27)) // of the keys

    readonly property Item focused: Window.activeFocusItem
    // Only a text field has the property `inputMethodHints`.
    readonly property bool inField: wanted && focused !== null && "inputMethodHints" in focused
    readonly property TextEntry entry: inField && "owner" in focused ? focused.owner as TextEntry : null // qmllint disable missing-property
    readonly property bool digits: inField && entry !== null && entry.digitsOnly
    readonly property bool needed: inField && !digits && (touched || !Theme.wide)
    property bool touched: false // the visitor has touched the field

    // The type is `var`, because using the actual type would load the whole keyboard at the start.
    readonly property var panel: loader.item
    readonly property bool shown: panel && panel.shown
    readonly property string results: shown && entry ? entry.showResults : ""

    // The next visitor gets a new keyboard, because a keyboard remembers the chosen layout.
    function forget() {
        loader.active = false;
        touched = false;
    }

    implicitHeight: digits ? pad.implicitHeight + Theme.gap * 2 : shown ? panel.height + above.height : 0
    clip: true
    onInFieldChanged: if (!inField)
        touched = false
    onNeededChanged: {
        if (!needed)
            return;
        loader.active = true;
        Qt.inputMethod.show(); // qmllint disable missing-property
    }

    Connections {
        target: room.inField ? room.focused : null
        ignoreUnknownSignals: true

        function onPressed() {
            room.touched = true;
        }
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.bar
    }
    DigitPad {
        id: pad

        visible: room.digits
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap
        digits: room.translator.codeDigits
        unsaid: room.entry !== null && room.entry.unsaid
        enterName: room.entry ? room.entry.enterName : ""
        most: room.most * (Theme.wide ? 1.1 : 1.25)
        onTyped: digit => room.entry.change(digit)
        onErased: room.entry.change("")
        onEntered: room.entry.entered()
    }
    Column {
        id: above

        x: Theme.wideGap
        width: parent.width - x * 2
        topPadding: room.results || notice.visible ? Theme.gap : 0
        bottomPadding: topPadding
        spacing: Theme.gap

        ReadableText {
            id: notice

            objectName: "no-keyboard"
            text: I18n.trc("keyboard", "This keyboard lacks the letters of your language. Use “Pick letters one by one” above.")
            visible: room.shown && !I18n.typed && Theme.scale <= 1.5
            width: parent.width
            font.pixelSize: Theme.smallSize
        }
        // The keys yield to the results where both have no room.
        PushButton {
            objectName: "show-found"
            text: room.results
            pictogram: "down"
            primary: true
            visible: room.results !== ""
            least: Theme.smallTarget
            font.pixelSize: Math.round(Theme.mm(7.2) * Theme.frameScale)
            topPadding: 0
            bottomPadding: 0
            width: parent.width
            focusPolicy: Qt.TabFocus
            onClicked: {
                Qt.inputMethod.hide(); // qmllint disable missing-property
                room.entry.resultsAsked();
            }
        }
    }
    Loader {
        id: loader

        anchors.horizontalCenter: parent.horizontalCenter
        y: above.height
        active: false
        source: "KeyboardPanel.qml"
        onLoaded: {
            room.panel.translator = Qt.binding(() => room.translator);
            room.panel.wanted = Qt.binding(() => room.needed);
            room.panel.room = Qt.binding(() => room.width);
            room.panel.enterName = Qt.binding(() => room.entry ? room.entry.enterName : "");
            room.panel.most = Qt.binding(() => room.most);
        }
    }
}
