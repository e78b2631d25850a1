"""Messages in one language, from a gettext catalogue.

The ``.po`` files are read as they are: there is no compiled form to forget.
English is the source, so its catalogue is the messages themselves.
"""

import gettext
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kiosk.errors import Sentence
from kiosk.i18n import formats
from kiosk.i18n.languages import fallbacks
from kiosk.resources import translations

SOURCE = "en"


class Catalogue:
    """The messages of ``code``.

    A message without translation is shown in the languages that its readers know best
    (``languages.fallbacks``), at last in English.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._messages = _read(code)

    def gettext(self, message: str, values: Mapping[str, Any] | None = None) -> str:
        """``message`` translated, ``{name}`` filled in from ``values``.

        A whole number among the values is written with the digits of the language.
        """
        # The empty message is gettext's own: it holds the header of the catalogue.
        return self._filled(self._messages.gettext(message), values) if message else ""

    def sentence(self, text: str) -> str:
        """``text`` in this language; as it is where it is no :class:`Sentence`."""
        if not isinstance(text, Sentence):
            return text
        said = {
            name: self.sentence(value) if isinstance(value, str) else value
            for name, value in text.values.items()
        }
        return self.gettext(text.template, said)

    def ngettext(
        self, one: str, many: str, count: int, values: Mapping[str, Any] | None = None
    ) -> str:
        """The form for ``count`` by the plural rule of the language; ``{count}`` is filled in."""
        text = self._messages.ngettext(one, many, count)
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


def path_of(code: str) -> Path:
    """Where the catalogue of ``code`` lies, there or not."""
    return translations() / code / "LC_MESSAGES" / "kiosk.po"


@lru_cache
def _read(code: str) -> gettext.NullTranslations:
    path = path_of(code)
    if code == SOURCE or not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    messages = gettext.GNUTranslations(compiled)
    for other in fallbacks(code):
        messages.add_fallback(_read(other))
    return messages
