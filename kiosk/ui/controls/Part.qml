import QtQml

// The beginning of a part of a screen: the item that contains it and all that follows, up to the
// next part. Page Down, Page Up and a flick up or down lead from part to part and say the name.
QtObject {
    required property string name
}
