"""A row of the lists for staff."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckRow:
    """The state of one thing, as CheckRow.qml shows it: its name and a few sentences."""

    title: str
    text: str
    pictogram: str
