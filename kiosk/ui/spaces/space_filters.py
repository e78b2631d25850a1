"""The needs by which a visitor narrows the list of spaces: size, access and equipment."""

from collections.abc import Collection, Iterable
from datetime import datetime

from kiosk.domain.equipment import KNOWN_EQUIPMENT, equipment_term
from kiosk.domain.space_day import PartKind, SpaceDay
from kiosk.domain.spaces import Space
from kiosk.i18n.space_terms import equipment
from kiosk.ui.base import wording
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator

FREE_NOW = "free-now"
_SIZES = {"small": (1, 4), "medium": (5, 8), "large": (9, 10**6)}
_ACCESS = ("step_free", "hearing_loop")
_SHOW = "show"  # a screen or a projector: visitors want to show something
_SHOWING = ("screen", "projector")


def fits(space: Space, needs: Collection[str]) -> bool:
    """Return whether ``space`` meets all ``needs``. Whether it is free is not checked.

    Sizes are alternatives: a visitor who chooses two of them sees spaces of both sizes.
    """
    sizes = [_SIZES[need] for need in needs if need in _SIZES]
    if sizes and not any(least <= space.capacity <= most for least, most in sizes):
        return False
    terms = {equipment_term(word) for word in space.equipment}
    if _SHOW in needs and not terms & set(_SHOWING):
        return False
    if any(need in needs and not getattr(space, need) for need in _ACCESS):
        return False
    return all(need in terms for need in needs if need in KNOWN_EQUIPMENT)


def is_free_at(day: SpaceDay, moment: datetime) -> bool:
    part = day.part_at(moment)
    return day.stale is None and part is not None and part.kind is PartKind.FREE


def need_rows(
    spaces: Iterable[Space], chosen: Collection[str], today: bool, t: Translator
) -> list[ChoiceRow]:
    """Return the needs in view: each one that some of ``spaces`` meet and that narrows the list."""
    known = list(spaces)
    names = {
        # Translators: A filter: only rooms that are free at this moment.
        FREE_NOW: t.pgettext("spaces", "Free now"),
        # Translators: A filter by the size of a room: for 1 to 4 people.
        "small": t.pgettext("spaces", "1–4 people"),
        "medium": t.pgettext("spaces", "5–8 people"),
        "large": t.pgettext("spaces", "9 people or more"),
        **{need: wording.need_name(need, t) for need in _ACCESS},
        _SHOW: t.pgettext("spaces", "Screen or projector"),
    }
    offered = [FREE_NOW] if today else []
    offered += [need for need in names if need != FREE_NOW and _divides(known, need)]
    return [_row(need, names[need], chosen) for need in offered]


def equipment_rows(
    spaces: Iterable[Space], chosen: Collection[str], t: Translator
) -> list[ChoiceRow]:
    """Return the further equipment of ``spaces`` that a visitor can ask for."""
    known, names = list(spaces), equipment(t.pgettext)
    offered = [need for need in KNOWN_EQUIPMENT if need not in _SHOWING and _divides(known, need)]
    return [_row(need, names[need], chosen) for need in offered]


def _divides(spaces: list[Space], need: str) -> bool:
    """Return whether some of ``spaces`` meet ``need`` and some do not."""
    return 0 < sum(fits(space, {need}) for space in spaces) < len(spaces)


def _row(need: str, label: str, chosen: Collection[str]) -> ChoiceRow:
    return ChoiceRow(need, label, need in chosen, wording.NEED_PICTOGRAMS.get(need, ""))
