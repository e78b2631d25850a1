import QtQuick
import QtQuick.VirtualKeyboard
import QtQuick.VirtualKeyboard.Styles
import "../../../../../theme"

// The style of the on-screen keyboard, in the colours of the theme. The keys are in the
// accessibility tree (KeyFace). Nothing is animated.
KeyboardStyle {
    keyboardDesignWidth: Theme.keysSize.width
    keyboardDesignHeight: Theme.keysSize.height
    alternateKeysListItemWidth: Theme.smallTarget
    alternateKeysListItemHeight: Theme.smallTarget
    selectionListHeight: Theme.smallTarget
    languagePopupListEnabled: true

    keyboardBackground: Rectangle {
        color: Theme.bar

        Rectangle {
            width: parent.width
            height: Theme.line
            color: Theme.outline
        }
    }
    keyPanel: KeyFace {
        label: control ? control.displayText : ""
    }
    symbolKeyPanel: KeyFace {
        label: control ? control.displayText : ""
        spoken: I18n.trc("keyboard", "symbols")
    }
    modeKeyPanel: KeyFace {
        label: control ? control.displayText : ""
    }
    spaceKeyPanel: KeyFace {
        label: Qt.locale(InputContext.locale).nativeLanguageName
        spoken: I18n.trc("keyboard", "space")
    }
    backspaceKeyPanel: KeyFace {
        pictogram: "backspace"
        spoken: I18n.trc("keyboard", "delete")
    }
    enterKeyPanel: KeyFace {
        label: Theme.enterName
    }
    hideKeyPanel: KeyFace {
        pictogram: "hide-keyboard"
        spoken: I18n.trc("keyboard", "close the keyboard")
    }
    languageKeyPanel: KeyFace {
        pictogram: "language"
        spoken: I18n.trc("keyboard", "keyboard language")
    }
    shiftKeyPanel: KeyFace {
        pictogram: "shift"
        spoken: I18n.trc("keyboard", "capital letters")
        lit: InputContext.capsLockActive || InputContext.shiftActive
        Accessible.checkable: true
        Accessible.checked: lit
    }

    // The popup of a long press. All characters in the popup are also on the symbols page.
    alternateKeysListDelegate: Item {
        id: sign

        required property string text

        width: Theme.smallTarget
        height: Theme.smallTarget

        Text {
            anchors.centerIn: parent
            textFormat: Text.PlainText
            text: sign.text
            color: sign.ListView.isCurrentItem ? Theme.chosenText : Theme.text
            font.family: Theme.family
            font.pixelSize: Theme.mm(8)
        }
    }
    alternateKeysListHighlight: Rectangle {
        color: Theme.chosen
    }
    alternateKeysListBackground: Rectangle {
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line
    }

    // The candidate words of input methods, for example for Chinese.
    selectionListDelegate: ListedWord {
        width: Math.max(Theme.smallTarget, implicitWidth)
        word: display // qmllint disable unqualified
    }
    selectionListHighlight: Rectangle {
        color: Theme.chosen
    }
    selectionListBackground: Rectangle {
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line
    }
    languageListDelegate: ListedWord {
        width: Theme.mm(80)
        height: Theme.smallTarget
        word: displayName // qmllint disable unqualified
    }
    languageListHighlight: Rectangle {
        color: Theme.chosen
    }
    languageListBackground: Rectangle {
        color: Theme.surface
        border.color: Theme.outline
        border.width: Theme.line
    }
}
