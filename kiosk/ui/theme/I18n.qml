pragma Singleton

import QtQuick
import Kiosk

// Translates the texts of the screen, each in its gettext context. The values of `trc` and `ntrc`
// are functions that are replaced when the language changes, so that Qt evaluates every binding
// that calls one of the functions again.
QtObject {
    id: i18n

    property Translator translator: null
    readonly property string language: translator ? translator.language : "en"
    readonly property bool typed: !translator || translator.typed

    // Returns `count` in the digits of the language.
    function number(count: int): string {
        return language && translator ? translator.number(count) : String(count);
    }

    readonly property var trc: {
        const current = i18n.language; // this makes the binding depend on the language
        return (context, message, values) => current && i18n.translator
            ? i18n.translator.translate(context, message, values || {}) : message;
    }
    readonly property var ntrc: {
        const current = i18n.language;
        return (context, one, many, count, values) => current && i18n.translator
            ? i18n.translator.translateCount(context, one, many, count, values || {}) : many;
    }
}
