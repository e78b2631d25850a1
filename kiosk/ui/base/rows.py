"""Rows of the lists that several features show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChoiceRow:
    """One of several values to choose from, as FilterChoices.qml shows it."""

    value: str
    label: str
    chosen: bool
    pictogram: str = ""


@dataclass(frozen=True)
class FactRow:
    """A named fact, as Detail.qml shows it: "Publisher", "Year".

    ``language`` is that of ``value`` (BCP 47), "" for the language of the screen. A code, such
    as an ISBN, is spoken character by character.
    """

    label: str
    value: str
    language: str = ""
    isCode: bool = False


@dataclass(frozen=True)
class LanguageRow:
    """A language that the screen can be shown in: its code (BCP 47) and its own name."""

    code: str
    name: str


@dataclass(frozen=True)
class NeedRow:
    """A need that a program or a space meets: "Step-free", with its pictogram."""

    label: str
    pictogram: str
