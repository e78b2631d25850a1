"""The spoken help: where the visitor is, what Enter does here, and all keys."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from kiosk.speech.phrases import Phrase
from kiosk.ui.accessibility.accessible_text import AccessibleTextReader, Role
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator

_SWITCHES = (Role.CheckBox, Role.RadioButton)
_BUTTONS = (Role.Button, Role.ButtonMenu)


class PlaceHelp:
    """Says where the visitor is; asked again, names all keys."""

    def __init__(self, reader: AccessibleTextReader, translator: Translator) -> None:
        self._reader = reader
        self._t = translator
        self._explained: QObject | None = None  # the control that was explained last
        self._answer: tuple[Phrase, ...] = ()

    def note(self, phrases: tuple[Phrase, ...]) -> None:
        """Explain the place at the next request, unless ``phrases`` are the answer to the last."""
        if phrases is not self._answer:
            self._explained, self._answer = None, ()

    def explain(
        self, screen: str, part: Phrase, item: QObject, keys: Mapping[str, str]
    ) -> tuple[Phrase, ...]:
        """Return the screen, the part, the control ``item`` and what Enter does there.

        If that was the answer to the last request, all keys are explained instead.
        """
        t, again = self._t, self._explained is item
        self._explained = None if again else item
        if again:
            # Translators: Said of a key: "F12 opens the field for your code."
            code = t.pgettext("keypad", "{code} opens the field for your code.", **keys)
            texts = [wording.keypad_help(keys, t), further_keys(keys, t), code]
            self._answer = tuple(Phrase(text, t.code) for text in texts)
            return self._answer
        place = [Phrase(f"{screen}.", t.code)]
        if part.text not in ("", screen, item.property("text")):
            place.append(replace(part, language=part.language or t.code))
        words = [
            self._effect(item, keys["choose"]),
            t.pgettext("help", "{help} again: all keys.", **keys),
        ]
        said = [Phrase(wording.capitalised(text), t.code) for text in words if text]
        self._answer = (*place, *self._reader.name(item)[:1], *said)
        return self._answer

    def _effect(self, item: QObject, choose: str) -> str:
        interface = QAccessible.queryAccessibleInterface(item)
        role = interface.role() if interface else None
        hint = self._reader.hint(item)
        if hint and role in (*_BUTTONS, Role.EditableText):
            effect = hint[0].text.strip(" .…")
            # Translators: What a key does: "Enter: Opens the details."
            return self._t.pgettext("help", "{key}: {effect}.", key=choose, effect=effect)
        if role in _SWITCHES:
            return self._t.pgettext("help", "{key} switches it on or off.", key=choose)
        return self._t.pgettext("help", "{key} chooses it.", key=choose) if role in _BUTTONS else ""


def further_keys(keys: Mapping[str, str], t: Translator) -> str:
    """Return an explanation of the keys that shorten the way."""
    text = t.pgettext(
        "keypad",
        "{next_part} and {previous_part} lead to the next and the previous part of the screen, "
        "{first} and {last} to the ends of a list. Digits choose among up to nine. {size} changes "
        "the text size.",
        **keys,
    )
    return wording.capitalised(text)
