"""A row of the lists on the staff screens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckRow:
    """The result of one check, as shown by CheckRow.qml: the name and a few sentences."""

    title: str
    text: str
    pictogram: str
