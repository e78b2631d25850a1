"""The meaning that staff gave to a system's own statuses, and the statuses that have none yet."""

from collections import Counter
from collections.abc import Mapping

from kiosk.domain.records import ItemStatus
from kiosk.sources import item_statuses

_MOST_LISTED = 10  # statuses in a note
_LONGEST_NAME = 60  # characters


class StatusNames:
    """Maps a system's names of statuses, and counts the copies of those that are not known.

    ``known`` maps names to meanings; case and spaces at the ends do not count.
    """

    def __init__(self, known: Mapping[str, ItemStatus]) -> None:
        self._known = {_key(name): status for name, status in known.items()}
        self._unknown: Counter[str] = Counter()

    def meaning(self, name: str, otherwise: ItemStatus = ItemStatus.UNKNOWN) -> ItemStatus:
        """Return what staff said that ``name`` means, or else ``otherwise``.

        A name for which neither is known is counted for ``notes``.
        """
        status = self._known.get(_key(name), otherwise)
        if status is ItemStatus.UNKNOWN and _key(name) not in self._known and name.strip():
            self._unknown[" ".join(name.split())[:_LONGEST_NAME]] += 1
        return status

    def status(self, name: str, known: Mapping[str, ItemStatus]) -> ItemStatus:
        """Return the status that ``name`` has for staff, in ``known`` or as words.

        ``known`` has the system's own names, in lower case. A name of it is never counted.
        """
        key = _key(name)
        if key in known and key not in self._known:
            return known[key]
        return self.meaning(name, item_statuses.status_from_text(name))

    def notes(self) -> list[str]:
        """Return a sentence for staff about the names that are not known, or nothing."""
        if not self._unknown:
            return []
        names = [f"“{name}” ({n})" for name, n in self._unknown.most_common(_MOST_LISTED)]
        more = f" and {len(self._unknown) - _MOST_LISTED} more" * (
            len(self._unknown) > _MOST_LISTED
        )
        return [f"These statuses of copies are not known: {', '.join(names)}{more}. "
                "Say what each means; until then the kiosk tells visitors to ask."]  # fmt: skip


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
