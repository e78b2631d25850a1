"""The words and pictograms for one copy of a title."""

from datetime import date, datetime

from kiosk.domain.freshness import Freshness
from kiosk.domain.records import ItemStatus
from kiosk.i18n import formats
from kiosk.ui.base import wording
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.known_copies import KnownCopy


def state_and_place(copy: KnownCopy, place: str, t: Translator) -> str:
    """Return a sentence about ``copy``, such as "Here: Adult fiction".

    ``place`` is the shelf of a copy of this branch, or the branch of another copy, or "" if it is
    unknown.
    """
    match copy.status:
        case ItemStatus.AVAILABLE:
            return _available(copy, place, t)
        case ItemStatus.REFERENCE:
            return _reference(copy, place, t)
        case ItemStatus.UNKNOWN if place:
            # Translators: It is unknown whether the title is on its shelf.
            return t.pgettext("catalogue", "Ask the staff: {shelf}", shelf=place)
        case ItemStatus.UNKNOWN:
            return t.pgettext("catalogue", "Ask the staff")
        case _:
            return _away(copy, t)


def state(copy: KnownCopy, t: Translator) -> str:
    """Return the state of ``copy`` without its place, such as "Available"."""
    if copy.status is not ItemStatus.AVAILABLE:
        return _away(copy, t)
    if copy.freshness is Freshness.FRESH:
        return wording.status_name(copy.status, t)
    if copy.freshness is Freshness.EARLIER and copy.seen:
        return _on_shelf(copy.seen, copy.today, "", t)
    return wording.status_name(ItemStatus.UNKNOWN, t)


def state_pictogram(copy: KnownCopy) -> str:
    """Return the pictogram for ``state``: a tick only if the copy is certainly available."""
    if copy.status is not ItemStatus.AVAILABLE or copy.sure:
        return wording.STATUS_PICTOGRAMS[copy.status]
    return "clock" if copy.freshness is Freshness.EARLIER else "unknown"


def place_pictogram(copy: KnownCopy) -> str:
    """Return the pictogram for ``state_and_place``: a tick only if the copy is certainly here."""
    if copy.status is not ItemStatus.AVAILABLE or (copy.sure and copy.here):
        return wording.STATUS_PICTOGRAMS[copy.status]
    return "clock" if copy.freshness is Freshness.EARLIER else "place"


def _available(copy: KnownCopy, place: str, t: Translator) -> str:
    match copy.freshness:
        case Freshness.FRESH if copy.here and place:
            # Translators: The title is in this library now, on this shelf.
            return t.pgettext("catalogue", "Here: {shelf}", shelf=place)
        case Freshness.FRESH if copy.here:
            # Translators: The title is in this library now.
            return t.pgettext("catalogue", "Here now")
        case Freshness.FRESH if place:
            # Translators: The title is at this other branch now.
            return t.pgettext("catalogue", "At {branch}", branch=place)
        case Freshness.FRESH:
            return wording.status_name(copy.status, t)
        case Freshness.EARLIER if copy.seen and (place or copy.here):
            return _on_shelf(copy.seen, copy.today, place, t)
        case _ if place:
            # Translators: Where the title stands if nobody has borrowed it. Whether it is there
            # now is not known. The place is a shelf or a branch.
            return t.pgettext("catalogue", "Its place: {shelf}", shelf=place)
        case _:
            return t.pgettext("catalogue", "Ask the staff")


def _on_shelf(seen: datetime, today: date, place: str, t: Translator) -> str:
    """Say that a copy was on its shelf at the local time ``seen``, today or yesterday."""
    assert seen.tzinfo
    time = formats.clock(seen, seen.tzinfo, t.code)
    if seen.date() == today and place:
        # Translators: The title was on its shelf at this time today, such as 08:40. It may have
        # been borrowed since then. The place is a shelf or a branch.
        return t.pgettext("catalogue", "On the shelf at {time}: {shelf}", time=time, shelf=place)
    if seen.date() == today:
        # Translators: The title was on its shelf at this time today, such as 08:40.
        return t.pgettext("catalogue", "On the shelf at {time}", time=time)
    if place:
        # Translators: The title was on its shelf at this time yesterday, such as 16:10. The place
        # is a shelf or a branch.
        return t.pgettext(
            "catalogue", "On the shelf yesterday at {time}: {shelf}", time=time, shelf=place
        )
    # Translators: The title was on its shelf at this time yesterday, such as 16:10.
    return t.pgettext("catalogue", "On the shelf yesterday at {time}", time=time)


def _reference(copy: KnownCopy, place: str, t: Translator) -> str:
    if not copy.sure and place:
        # Translators: Nobody can borrow the title; visitors read it in the library. Whether it is
        # on its shelf now is not known. The place is a shelf or a branch.
        return t.pgettext("catalogue", "For use in the library: {shelf}", shelf=place)
    if not copy.sure or not (copy.here or place):
        return wording.status_name(copy.status, t)
    if not copy.here:
        # Translators: The title can be read at this other branch, but not borrowed.
        return t.pgettext("catalogue", "Read only at {branch}", branch=place)
    if place:
        return t.pgettext("catalogue", "Read here only: {shelf}", shelf=place)
    # Translators: The title can be read in this library, but not borrowed.
    return t.pgettext("catalogue", "Read here only")


def _away(copy: KnownCopy, t: Translator) -> str:
    due = copy.item.due
    if copy.status is not ItemStatus.ON_LOAN or due is None:
        return wording.status_name(copy.status, t)
    if due == copy.today:
        # Translators: The borrower is to bring the title back today.
        return t.pgettext("catalogue", "On loan, due back today")
    day = formats.date_near(due, copy.today, t.code)
    if due < copy.today:
        # Translators: The borrower has not brought the title back by this day, such as 3 November.
        return t.pgettext("catalogue", "On loan, was due back on {date}", date=day)
    # Translators: The borrower is to bring the title back by this day, such as 20 December.
    return t.pgettext("catalogue", "On loan until {date}", date=day)
