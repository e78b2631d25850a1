import QtQuick

// The colours of one theme, one colour for each role.
QtObject {
    required property string name
    required property color ground
    required property color surface
    required property color text
    required property color quiet
    required property color outline
    required property color primary
    required property color primaryText
    required property color chosen
    required property color chosenText
    required property color success
    required property color error
    required property color focus
    required property color bar
    required property color head
    required property color headText
    required property color good
    required property color goodText
    required property color free // a free time on a bar; no text is on it
    required property list<color> accents // dark colours of covers and tiles
    property color accentText: "#FFFFFF"
    property bool plain: false // two colours only: no patterns, and outlines instead of accents
}
