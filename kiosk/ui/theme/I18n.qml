pragma Singleton

import QtQuick
import Kiosk

// The texts of the screen. `tr` and `ntr` hold functions that are made anew when the
// language changes, so that every binding that calls them is evaluated again.
QtObject {
    id: i18n

    property Translator translator: null
    readonly property string language: translator ? translator.language : "en"
    readonly property bool typed: !translator || translator.typed

    readonly property var tr: {
        const asked = i18n.language; // a binding on the language
        return (message, values) => asked && i18n.translator
            ? i18n.translator.translate(message, values || {}) : message;
    }
    readonly property var ntr: {
        const asked = i18n.language;
        return (one, many, count, values) => asked && i18n.translator
            ? i18n.translator.translateCount(one, many, count, values || {}) : many;
    }
}
