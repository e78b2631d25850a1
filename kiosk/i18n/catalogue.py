"""A gettext catalogue: the translated messages of one language.

The ``.po`` files are read directly, so nothing has to be compiled. English is the source
language and needs no catalogue.
"""

import gettext
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kiosk.errors import Message, Sentence
from kiosk.i18n import formats
from kiosk.i18n.languages import fallbacks
from kiosk.resources import translations

SOURCE = "en"


class Catalogue:
    """The translated messages of the language ``code``.

    A missing translation is replaced by the message in one of the fallback languages
    (``languages.fallbacks``), or in English.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._messages = load_translations(code)

    def pgettext(self, context: str, message: str, values: Mapping[str, Any] | None = None) -> str:
        """Return the translation of ``message``, with each ``{name}`` replaced by its value.

        ``context`` distinguishes the meanings of a message. Integers are written with the digits
        of the language.
        """
        return self._filled(self._messages.pgettext(context, message), values)

    def sentence(self, text: str) -> str:
        """Translate a :class:`Sentence` into this language; return any other string unchanged."""
        if not isinstance(text, Sentence):
            return text
        said = {
            name: self.sentence(value) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        if isinstance(text.template, Message):
            return self.pgettext(text.template.context, text.template, said)
        return self._filled(text.template, said)

    def npgettext(
        self,
        context: str,
        one: str,
        many: str,
        count: int,
        values: Mapping[str, Any] | None = None,
    ) -> str:
        """Return the plural form for ``count``, with ``{count}`` and ``values`` filled in."""
        text = self._messages.npgettext(context, one, many, count)
        return self._filled(text, {"count": count, **(values or {})})

    def _filled(self, text: str, values: Mapping[str, Any] | None) -> str:
        if not values:
            return text
        return text.format_map(
            {
                name: formats.number(value, self.code) if isinstance(value, int) else value
                for name, value in values.items()
            }
        )


def catalogue_path(code: str) -> Path:
    """Return the path of the catalogue of the language ``code``; the file may not exist."""
    return translations() / code / "LC_MESSAGES" / "kiosk.po"


@lru_cache
def load_translations(code: str) -> gettext.NullTranslations:
    path = catalogue_path(code)
    if code == SOURCE or not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    messages = gettext.GNUTranslations(compiled)
    for other in fallbacks(code):
        messages.add_fallback(load_translations(other))
    return messages
