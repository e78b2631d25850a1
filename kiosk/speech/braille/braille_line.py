"""The part of a text that fits on a Braille display, moved back and forth in the text."""

import re

_SPACES = re.compile(r"\s+")


def split_lines(text: str, cells: int) -> list[str]:
    """Split ``text`` into lines of at most ``cells`` characters, between words if possible.

    A text without words has one empty line. Raises ValueError if ``cells`` is not positive.
    """
    if cells < 1:
        raise ValueError("a Braille display has at least one cell")
    lines = [""]
    for word in _SPACES.sub(" ", text).strip().split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) <= cells:
            lines[-1] += f" {word}"
            continue
        pieces = [word[start : start + cells] for start in range(0, len(word), cells)]
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces or [""]
    return lines


class BrailleLine:
    """A text of which a display of ``cells`` characters shows one line at a time."""

    def __init__(self, cells: int = 40) -> None:
        self._cells = cells
        self._text = ""
        self._lines = [""]
        self._shown = 0

    @property
    def shown(self) -> str:
        """The line that is shown now."""
        return self._lines[self._shown]

    def set_text(self, text: str) -> None:
        """Show ``text`` from its beginning."""
        self._text, self._lines, self._shown = text, split_lines(text, self._cells), 0

    def add(self, text: str) -> None:
        """Put ``text`` at the end, without moving what is shown."""
        shown = self._shown
        self.set_text(f"{self._text} {text}")
        self._shown = shown

    def resize(self, cells: int) -> None:
        """Split the text for a display of ``cells`` characters, and keep the place in it."""
        read = sum(map(len, self._lines[: self._shown]))
        self._cells = cells
        self._lines, self._shown = split_lines(self._text, cells), 0
        while self._shown + 1 < len(self._lines) and read >= len(self.shown):
            read -= len(self.shown)
            self._shown += 1

    def move(self, by: int) -> bool:
        """Move ``by`` lines; return False at the beginning or end of the text."""
        moved = 0 <= self._shown + by < len(self._lines)
        self._shown += by if moved else 0
        return moved

    def return_to_beginning(self) -> None:
        """Show the beginning of the text."""
        self._shown = 0
