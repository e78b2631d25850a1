"""Translation coverage: the share of messages that are translated into a language."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from kiosk.i18n.catalogue import SOURCE, catalogue_path
from kiosk.resources import translations

# A message is identified by its context and its English singular.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of all messages (``total``), and the messages not translated (``missing``)."""

    total: int
    missing: tuple[Key, ...]

    @property
    def percent(self) -> int:
        """The percentage of translated messages, rounded down, so that 100 means complete."""
        return 100 * (self.total - len(self.missing)) // self.total


@lru_cache
def coverage(code: str) -> Coverage:
    """Return how many messages of ``kiosk.pot`` are translated into the language ``code``."""
    wanted = [key(message) for message in _read(translations() / "kiosk.pot") if message.id]
    translated = set(wanted) if code == SOURCE else _translated(code)
    return Coverage(len(wanted), tuple(text for text in wanted if text not in translated))


def singular(message: Message) -> str:
    """Return the English text of a message, in the singular if the message has two forms."""
    return message.id if isinstance(message.id, str) else message.id[0]


def key(message: Message) -> Key:
    """Return the context and the English text that identify a message."""
    return message.context or "", singular(message)


def is_translated(message: Message) -> bool:
    """Return True if every form of ``message`` is translated and the message is not fuzzy."""
    forms = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(forms) and not message.fuzzy


def _translated(code: str) -> set[Key]:
    path = catalogue_path(code)
    if not path.exists():
        return set()
    return {key(message) for message in _read(path, code) if is_translated(message)}


def _read(path: Path, code: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=code)
