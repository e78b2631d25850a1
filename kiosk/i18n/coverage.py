"""How much of the texts of the screen is there in a language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from kiosk.i18n.catalogue import SOURCE, path_of
from kiosk.resources import translations


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of ``total`` messages the ``missing`` ones have no translation."""

    total: int
    missing: tuple[str, ...]

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means that nothing is missing."""
        return 100 * (self.total - len(self.missing)) // self.total


@lru_cache
def coverage(code: str) -> Coverage:
    """What there is of the language ``code``, measured by ``translations/kiosk.pot``."""
    wanted = [singular(message) for message in _read(translations() / "kiosk.pot") if message.id]
    there = set(wanted) if code == SOURCE else _translated(code)
    return Coverage(len(wanted), tuple(text for text in wanted if text not in there))


def singular(message: Message) -> str:
    """The English text that a message is known by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def is_translated(message: Message) -> bool:
    """Whether every form of ``message`` is there, and none only guessed."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms) and not message.fuzzy


def _translated(code: str) -> set[str]:
    path = path_of(code)
    if not path.exists():
        return set()
    return {singular(message) for message in _read(path, code) if is_translated(message)}


def _read(path: Path, code: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)
