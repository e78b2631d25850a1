"""Whether a title is here: the words that rows, the title screen, speech and paper share."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.records import ItemStatus
from kiosk.i18n.formats import isolate_bidi
from kiosk.ui.base import wording
from kiosk.ui.base.shelf_text import shelf_place
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue import copy_words
from kiosk.ui.catalogue.known_copies import KnownCopy, best_first
from kiosk.ui.catalogue.library_branches import LibraryBranches


@dataclass(frozen=True)
class Availability:
    """One sentence that says whether a visitor can have a title, and where.

    ``good`` is True if a visitor can certainly have the title here and now. ``call_number`` is the
    call number of the copy that the sentence is about. ``shelf`` and ``branch`` say where the copy
    stands; both are "" if it is not here, or not on its shelf. ``status`` is that of the copy.
    """

    text: str
    pictogram: str
    good: bool = False
    call_number: str = ""
    shelf: str = ""
    branch: str = ""
    status: ItemStatus = ItemStatus.UNKNOWN


def online(t: Translator) -> Availability:
    """Return the availability of a digital title."""
    text = t.pgettext("catalogue", "Available online")
    return Availability(text, "ebook", good=True, status=ItemStatus.AVAILABLE)


def availability(
    copies: Iterable[KnownCopy], call_number: str, branches: LibraryBranches, t: Translator
) -> Availability:
    """Return where a visitor can have a printed title with these ``copies``.

    The copy that serves the visitor best decides. ``call_number`` is the title's own, which is
    shown if the source lists no copies.
    """
    best = min(copies, key=best_first, default=None)
    if best is None:
        return _without_copies(call_number, branches, t)
    on_shelf = best.here and best.has_place
    return Availability(
        text=copy_words.state_and_place(best, _place(best, branches, t), t),
        pictogram=copy_words.place_pictogram(best),
        good=best.here and best.sure,
        call_number=best.item.call_number,
        shelf=best.item.shelf if on_shelf else "",
        branch=best.item.branch if on_shelf else "",
        status=best.status,
    )


def _without_copies(call_number: str, branches: LibraryBranches, t: Translator) -> Availability:
    pictogram = wording.STATUS_PICTOGRAMS[ItemStatus.UNKNOWN]
    if not call_number:
        return Availability(t.pgettext("catalogue", "Ask the staff"), pictogram)
    # Translators: The call number and the way to the shelf are shown, but not whether the title
    # is there.
    text = t.pgettext("catalogue", "Ask the staff whether it is here")
    return Availability(text, pictogram, call_number=call_number, branch=branches.own)


def _place(copy: KnownCopy, branches: LibraryBranches, t: Translator) -> str:
    """Return the shelf of a copy of this branch, or the branch of another copy."""
    item = copy.item
    if copy.here:
        return isolate_bidi(shelf_place(item.shelf, t)) if item.shelf else ""
    return isolate_bidi(branches.name(item.branch, t.code)) if item.branch else ""
