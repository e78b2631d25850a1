"""Spoken descriptions of controls, based on Qt's accessibility tree.

Speech, exploration by touch and the tests all use the tree that the platform's screen reader would
use, so they all describe a control in the same way.
"""

import re
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem

from kiosk.i18n.languages import script_name
from kiosk.speech.phrases import Phrase
from kiosk.speech.text.scripts import script_of
from kiosk.ui.base.translator import Translator

Role = QAccessible.Role
Part = QAccessible.Text

_CHOICES = (Role.CheckBox, Role.RadioButton)
_TEXTS = (Role.StaticText, Role.Heading)
HIDDEN = "•"  # replaces a hidden character


class AccessibleTextReader:
    """Describes controls in the language of the screen; names keep their own language."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator

    def describe(self, item: QObject, after: str = "") -> tuple[Phrase, ...]:
        """Return the name, role, state, value, facts and position of ``item``.

        ``after`` is the text that was spoken last; texts and facts that it already contains are
        left out.
        """
        interface = _interface(item)
        if interface is None:
            return ()
        if is_typing_key(item):
            letters = item.property("said") or interface.text(Part.Name)
            return (self.letter(HIDDEN if item.property("unsaid") else letters),)
        name = self._name(item, interface)
        if interface.role() in _TEXTS and all(self._in(part, after) for part in name):
            return ()
        joined = [self._role(interface), self._place(item, interface)]
        state = [replace(phrase, joined=True) for phrase in self._said(joined)]
        value = self._said([self._value(interface)])
        facts = [fact for fact in self._facts(item) if not self._in(fact, after)]
        phrases = [*name, *state, *value, *facts]
        return tuple(phrase for phrase in phrases if phrase.text.strip())

    def name(self, item: QObject | None) -> tuple[Phrase, ...]:
        """Return the name of ``item``, each part in its own language; nothing for None."""
        interface = _interface(item) if item else None
        return tuple(self._name(item, interface)) if item and interface else ()

    def hint(self, item: QObject) -> tuple[Phrase, ...]:
        """Return the hint of ``item``: what a press does, or what can be typed."""
        interface = _interface(item)
        hint = item.property("hint")
        if interface is None or (is_typing_key(item) and not hint):
            return ()
        words = interface.text(Part.Description) if hint is None else str(hint)
        return tuple(self._said([words])) if words.strip() else ()

    def state(self, item: QObject) -> tuple[Phrase, ...]:
        """Return the new state of ``item``: chosen or no longer chosen.

        If ``item`` cannot be chosen, an empty tuple is returned.
        """
        interface = _interface(item)
        if interface is None or interface.role() not in _CHOICES:
            return ()
        state: Any = interface.state()
        # Translators: Said when a visitor has switched a choice off.
        off = self._translator.pgettext("speech", "no longer chosen")
        return tuple(self._said([self._role(interface) if state.checked else off]))

    def spell(self, item: QObject) -> tuple[Phrase, ...]:
        """Spell the contents of the text field ``item``, or the name if there are no contents."""
        interface = _interface(item)
        if interface is None:
            return ()
        value = item.property("spelled") or self._value(interface)
        parts = self._said([value]) if value else self._name(item, interface)
        return tuple(self.letter(each, part.language) for part in parts for each in part.text)

    def letter(self, character: str, language: str = "") -> Phrase:
        """Return a character, or the name of the character if a voice would skip it."""
        t = self._translator
        names = {
            # Translators: The blank between words, when letters are spelt.
            " ": t.pgettext("speech", "space"),
            ".": t.pgettext("speech", "full stop"),
            ",": t.pgettext("speech", "comma"),
            "-": t.pgettext("speech", "hyphen"),
            ":": t.pgettext("speech", "colon"),
            "/": t.pgettext("speech", "slash"),
            "’": t.pgettext("speech", "apostrophe"),
            "'": t.pgettext("speech", "apostrophe"),
            # Translators: Said for each hidden digit of a PIN.
            HIDDEN: t.pgettext("speech", "dot"),
        }
        if character in names:
            return Phrase(names[character], self._translator.code)
        return Phrase(character, language or self._translator.code)

    def erased(self, character: str) -> Phrase:
        """Return the announcement that a character was deleted."""
        t, name = self._translator, self.letter(character).text
        return Phrase(t.pgettext("speech", "{letter} deleted", letter=name), t.code)

    def _in(self, part: Phrase, words: str) -> bool:
        """Return True if ``part`` is in the language of the screen and occurs in ``words``."""
        whole = rf"(?<!\w){re.escape(part.text)}(?!\w)"
        return part.language == self._translator.code and bool(re.search(whole, words))

    def _said(self, words: list[str]) -> list[Phrase]:
        return [Phrase(each, self._translator.code) for each in words]

    def _name(self, item: QObject, interface: QAccessibleInterface) -> list[Phrase]:
        spoken: Any = item.property("spoken")
        if hasattr(spoken, "toVariant"):
            spoken = spoken.toVariant()
        code = self._translator.code
        if not spoken:
            return [Phrase(interface.text(Part.Name), item.property("language") or code)]
        others = tuple({part["language"]: 0 for part in spoken if part["language"]})
        return [
            Phrase(part["text"], part["language"] or code, others, part["isCode"])
            for part in spoken
        ]

    def fallback_text(self, phrase: Phrase) -> Phrase:
        """Return a phrase with the name of the script, for a phrase that no voice can read."""
        t = self._translator
        script = "Jpan" if phrase.language == "ja" else script_of(phrase.text)
        return Phrase(
            t.pgettext("speech", "Text in {script} script", script=script_name(script, t.code)),
            t.code,
        )

    def _role(self, interface: QAccessibleInterface) -> str:
        t = self._translator
        state: Any = interface.state()
        if state.disabled or interface.object().property("idle"):
            # Translators: Said of a button or choice that cannot be pressed now.
            return t.pgettext("speech", "cannot be chosen")
        match interface.role():
            case Role.CheckBox | Role.RadioButton:
                return t.pgettext("speech", "chosen") if state.checked else ""
            case Role.Button | Role.ButtonMenu:
                return t.pgettext("speech", "button")
            case Role.EditableText:
                return t.pgettext("speech", "text field")
            case _:
                return ""

    def _facts(self, item: QObject) -> list[Phrase]:
        return self._said([str(item.property("fact") or "")])

    def _value(self, interface: QAccessibleInterface) -> str:
        state: Any = interface.state()
        if interface.role() != Role.EditableText or state.passwordEdit:
            return ""
        return interface.text(Part.Value)

    def _place(self, item: QObject, interface: QAccessibleInterface) -> str:
        """Return the position of a choice in its group, such as "2 of 5"."""
        if interface.role() not in _CHOICES or not isinstance(item, QQuickItem):
            return ""
        if item.property("counted") is False:
            return ""
        parent = item.parentItem()
        children = parent.childItems() if parent else []
        group = [each for each in children if each.isVisible() and _role_of(each) in _CHOICES]
        if len(group) < 2 or item not in group:
            return ""
        return self._translator.pgettext(
            "navigation", "{position} of {count}", position=group.index(item) + 1, count=len(group)
        )


def is_typing_key(item: QObject) -> bool:
    """Return True for a key of the on-screen keyboard; such a key is read aloud as a letter."""
    return bool(item.property("typing"))


def _interface(item: QObject) -> QAccessibleInterface | None:
    interface = QAccessible.queryAccessibleInterface(item)
    if interface is None or not interface.isValid() or interface.role() == Role.Pane:
        return None
    return interface


def _role_of(item: QObject) -> Role | None:
    interface = _interface(item)
    return interface.role() if interface else None
