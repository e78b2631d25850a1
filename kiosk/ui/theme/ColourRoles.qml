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
}
