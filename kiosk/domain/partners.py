"""Partners: the organisations that offer programmes together with the library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation as the library describes it.

    ``name`` is the name that calendars use; ``aliases`` are other spellings that they use.
    ``contact`` is a text such as an address or a telephone number. ``names`` and ``abouts`` contain
    the name and the description in further languages, by language (BCP 47).
    """

    name: str
    about: str = ""
    contact: str = ""
    aliases: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    abouts: Mapping[str, str] = field(default_factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings by which programmes may name this partner."""
        return (self.name, *self.aliases, *self.names.values())


def find_partner(partners: Iterable[Partner], name: str) -> Partner | None:
    """Return the partner with exactly this name or alias, whatever the case of its letters.

    A name that merely resembles that of a partner is not taken for it.
    """
    wanted = spelling_key(name)
    return next(
        (each for each in partners if wanted in map(spelling_key, each.spellings)),
        None,
    )


def spelling_key(name: str) -> str:
    """Return ``name`` with single spaces and without distinctions of case, for comparison."""
    return " ".join(name.split()).casefold()
