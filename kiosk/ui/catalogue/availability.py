"""Whether a title is here: the words that rows, the title screen, speech and paper share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kiosk.domain.records import Item, ItemStatus
from kiosk.i18n.formats import isolate_bidi
from kiosk.ui.base import wording
from kiosk.ui.base.shelf_text import shelf_place
from kiosk.ui.base.translator import Translator


@dataclass(frozen=True)
class LibraryBranches:
    """The branches of the library, as seen from the branch that the kiosk is in.

    ``names`` contains the names of the branches by code. ``own`` is the code of the kiosk's
    branch, or "" if it is unknown. ``local_names`` contains names in further languages, by code
    and language (BCP 47).
    """

    names: Mapping[str, str]
    own: str = ""
    local_names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def several(self) -> bool:
        """Whether the library has more than one branch."""
        return len(self.names) > 1

    def is_here(self, branch: str) -> bool:
        """Return True if ``branch`` is the kiosk's branch, or the only one."""
        if self.own and branch == self.own:
            return True
        return not self.several and branch in ("", *self.names)

    def name(self, branch: str, language: str) -> str:
        """Return the name of ``branch`` in ``language``, or else the library's own name.

        The code is returned if the branch is unknown.
        """
        return self.local_names.get((branch, language)) or self.names.get(branch, branch)


@dataclass(frozen=True)
class Availability:
    """One sentence that says whether a visitor can have a title, and where.

    ``good`` is True if a visitor can have the title here and now. ``call_number`` is the call
    number of the copy that the sentence is about. ``shelf`` and ``branch`` say where the copy
    stands; both are "" if it is not here, or not on its shelf.
    """

    text: str
    pictogram: str
    good: bool = False
    call_number: str = ""
    shelf: str = ""
    branch: str = ""


# The copies that a visitor would like best: (the status, whether the copy is here).
_BEST_FIRST = (
    (ItemStatus.AVAILABLE, True),
    (ItemStatus.REFERENCE, True),
    (ItemStatus.AVAILABLE, False),
    (ItemStatus.REFERENCE, False),
    (ItemStatus.UNKNOWN, True),
    (ItemStatus.UNKNOWN, False),
    (ItemStatus.ON_LOAN, True),
    (ItemStatus.ON_LOAN, False),
    (ItemStatus.HOLD_SHELF, True),
    (ItemStatus.HOLD_SHELF, False),
    (ItemStatus.IN_TRANSIT, True),
    (ItemStatus.IN_TRANSIT, False),
    (ItemStatus.ON_ORDER, True),
    (ItemStatus.ON_ORDER, False),
    (ItemStatus.MISSING, True),
    (ItemStatus.MISSING, False),
)

# A copy of unknown status may be on its shelf.
_ON_SHELF = frozenset({ItemStatus.AVAILABLE, ItemStatus.REFERENCE, ItemStatus.UNKNOWN})


def availability(
    items: Iterable[Item], digital: bool, branches: LibraryBranches, t: Translator
) -> Availability:
    """Return where a visitor can have a title with the copies ``items``.

    The copy that serves the visitor best decides: one that is here comes before one elsewhere,
    and a known status before an unknown one. ``digital`` is True if the title is online.
    """
    if digital:
        return Availability(t.pgettext("catalogue", "Available online"), "ebook", good=True)

    def preference(item: Item) -> int:
        return _BEST_FIRST.index((item.status, branches.is_here(item.branch)))

    best = min(items, key=preference, default=None)
    if best is None:
        return Availability(t.pgettext("catalogue", "Ask the staff"), "unknown")
    here = branches.is_here(best.branch)
    on_shelf = here and best.status in _ON_SHELF
    return Availability(
        text=_text_here(best, t) if here else _text_elsewhere(best, branches, t),
        pictogram=_pictogram(best, here),
        good=here and best.usable_now,
        call_number=best.call_number,
        shelf=best.shelf if on_shelf else "",
        branch=best.branch if on_shelf else "",
    )


def _pictogram(item: Item, here: bool) -> str:
    if item.status is ItemStatus.AVAILABLE and not here:
        return "place"
    return wording.STATUS_PICTOGRAMS[item.status]


def _text_here(item: Item, t: Translator) -> str:
    shelf = isolate_bidi(shelf_place(item.shelf, t)) if item.shelf else ""
    match item.status:
        case ItemStatus.AVAILABLE if shelf:
            # Translators: The title is in this library now, on this shelf.
            return t.pgettext("catalogue", "Here: {shelf}", shelf=shelf)
        case ItemStatus.AVAILABLE:
            # Translators: The title is in this library now.
            return t.pgettext("catalogue", "Here now")
        case ItemStatus.REFERENCE if shelf:
            return t.pgettext("catalogue", "Read here only: {shelf}", shelf=shelf)
        case ItemStatus.REFERENCE:
            # Translators: The title can be read in this library, but not borrowed.
            return t.pgettext("catalogue", "Read here only")
        case ItemStatus.UNKNOWN if shelf:
            # Translators: It is unknown whether the title is on its shelf.
            return t.pgettext("catalogue", "Ask the staff: {shelf}", shelf=shelf)
        case ItemStatus.UNKNOWN:
            return t.pgettext("catalogue", "Ask the staff")
        case _:
            return wording.status_name(item.status, t)


def _text_elsewhere(item: Item, branches: LibraryBranches, t: Translator) -> str:
    name = isolate_bidi(branches.name(item.branch, t.code)) if item.branch else ""
    match item.status:
        case ItemStatus.AVAILABLE if name:
            # Translators: The title is at this other branch now.
            return t.pgettext("catalogue", "At {branch}", branch=name)
        case ItemStatus.REFERENCE if name:
            # Translators: The title can be read at this other branch, but not borrowed.
            return t.pgettext("catalogue", "Read only at {branch}", branch=name)
        case ItemStatus.UNKNOWN if name:
            # Translators: It is unknown whether the title is at this other branch.
            return t.pgettext("catalogue", "Ask the staff: {shelf}", shelf=name)
        case ItemStatus.UNKNOWN:
            return t.pgettext("catalogue", "Ask the staff")
        case _:
            return wording.status_name(item.status, t)
