"""A row of the staff lists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CheckRow:
    """The result of one check, as shown by CheckRow.qml: its name and a few sentences."""

    title: str
    text: str
    pictogram: str
