"""Row types of the lists that several features use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChoiceRow:
    """One of several values that a visitor can choose, as shown by FilterChoices.qml."""

    value: str
    label: str
    chosen: bool
    pictogram: str = ""


@dataclass(frozen=True)
class FactRow:
    """A fact with a name such as "Publisher" or "Year", as shown by FactLine.qml.

    ``language`` is the language of ``value`` (BCP 47); an empty string means the language of the
    screen. A code such as an ISBN is read character by character.
    """

    label: str
    value: str
    language: str = ""
    isCode: bool = False


@dataclass(frozen=True)
class LanguageRow:
    """A language of the screen: the code (BCP 47), and the language's name for itself."""

    code: str
    name: str


@dataclass(frozen=True)
class NeedRow:
    """An access need that a programme or space meets, with the pictogram of the need."""

    label: str
    pictogram: str
