"""The sentences of a way: the same on the screen, aloud, on a receipt and in a QR code.

A name in the library's own language is isolated, so that it is read aloud in that language.
"""

from collections.abc import Sequence

from kiosk.domain.house.plan import Floor, Place, PlaceKind, Shelf, local_name
from kiosk.domain.house.steps import (
    Arrive,
    Beside,
    ChangeFloor,
    Go,
    Look,
    Passed,
    Step,
    Turn,
)
from kiosk.i18n import formats
from kiosk.ui.base.translator import Translator

_STEP_METRES = 0.65  # the length of a step of an adult who walks with care
_COUNTED_METRES = 3  # nobody counts the steps of a shorter walk
_FEW_METRES = 1.5  # a goal that is nearer is beside the visitor


def way_sentences(
    steps: Sequence[Step], call_number: str, t: Translator, *, brief: bool = False
) -> list[str]:
    """Return one text of one or more sentences for each step.

    With ``brief`` lengths are in metres alone, without the number of steps that a person takes.
    """
    texts: list[str] = []
    for step in steps:
        if isinstance(step, Go):
            texts.append(_go(step, t, brief))
        elif isinstance(step, ChangeFloor):
            texts.append(_change_floor(step, t))
        elif isinstance(step, Arrive):
            texts.append(_arrive(step, t))
        elif look := _look(step, call_number, t):
            texts.append(look)
    return texts


def place_name(place: Place, t: Translator) -> str:
    """Return the name of a place, or the name of its kind if it has none."""
    name, language = local_name(place, t.code)
    if not name:
        return kind_name(place.kind, t)
    return name if language else formats.isolate_bidi(name)


def shelf_name(shelf: Shelf, t: Translator) -> str:
    """Return the name of a shelf, or "Shelf 6"."""
    name, language = local_name(shelf, t.code)
    if name:
        return name if language else formats.isolate_bidi(name)
    if shelf.number is not None:
        return t.pgettext("way", "Shelf {number}", number=shelf.number)
    return formats.isolate_bidi(shelf.code)


def level_name(floor: Floor, t: Translator) -> str:
    """Return the name of a floor, or "Level 2": the number is never translated to a storey."""
    name, language = local_name(floor, t.code)
    if name:
        return name if language else formats.isolate_bidi(name)
    return t.pgettext("spaces", "Level {level}", level=floor.level)


def thing_name(thing: Shelf | Place, t: Translator) -> str:
    return shelf_name(thing, t) if isinstance(thing, Shelf) else place_name(thing, t)


def kind_name(kind: PlaceKind, t: Translator) -> str:
    """Return the name of a kind of place, as on a sign."""
    return {
        PlaceKind.ENTRANCE: t.pgettext("way", "Entrance"),
        PlaceKind.EXIT: t.pgettext("way", "Exit"),
        PlaceKind.DESK: t.pgettext("way", "Information desk"),
        PlaceKind.LIFT: t.pgettext("way", "Lift"),
        PlaceKind.STAIRS: t.pgettext("way", "Stairs"),
        PlaceKind.DOOR: t.pgettext("way", "Door"),
        PlaceKind.TOILETS: t.pgettext("way", "Toilets"),
        PlaceKind.ACCESSIBLE_TOILET: t.pgettext("way", "Accessible toilet"),
        # Translators: A room for prayer of any religion; in Indonesian "musala".
        PlaceKind.PRAYER: t.pgettext("way", "Prayer room"),
        PlaceKind.CHILDREN: t.pgettext("way", "Children’s area"),
        PlaceKind.READING: t.pgettext("way", "Reading area"),
        PlaceKind.COMPUTERS: t.pgettext("way", "Computers"),
        PlaceKind.PRINTER: t.pgettext("way", "Printer"),
        PlaceKind.RETURNS: t.pgettext("way", "Book return"),
        PlaceKind.LOCKERS: t.pgettext("way", "Lockers"),
        PlaceKind.CAFE: t.pgettext("way", "Cafe"),
        PlaceKind.SPACE: t.pgettext("way", "Room"),
        PlaceKind.OTHER: t.pgettext("way", "Place"),
    }[kind]


def _go(step: Go, t: Translator, brief: bool) -> str:
    length = _metres(step.metres, t) if brief else _length(step.metres, t)
    # The side stays on the line of its landmark.
    along = [each for each in step.passed if each.beside is not Beside.AHEAD]
    through = [each.place for each in step.passed if each.beside is Beside.AHEAD and each.place]
    past = formats.listing([_landmark(each, t).replace(" (", "\u00a0(") for each in along], t.code)
    parts = [_walk(step, length, past, t)]
    for place in through:
        if place.kind is PlaceKind.DOOR:
            parts.append(
                t.pgettext("way", "You go through a door: {name}.", name=place_name(place, t))
                if place.name
                else t.pgettext("way", "You go through a door.")
            )
        else:
            parts.append(t.pgettext("way", "You enter: {name}.", name=place_name(place, t)))
    return " ".join(parts)


def _walk(step: Go, length: str, past: str, t: Translator) -> str:
    """Return the sentence for a turn and a walk; ``past`` lists the landmarks, or is ""."""
    values = {"length": length, "places": past}
    if step.at_kiosk and step.turn is Turn.AROUND:
        return _either(
            past,
            t.pgettext(
                "way", "Turn round, with this screen behind you, and go {length}.", **values
            ),
            t.pgettext(
                "way",
                "Turn round, with this screen behind you, and go {length}, past {places}.",
                **values,
            ),
        )
    if step.at_kiosk and step.turn is Turn.STRAIGHT:
        return _either(
            past,
            t.pgettext("way", "From this screen, go straight on for {length}.", **values),
            t.pgettext(
                "way", "From this screen, go straight on for {length}, past {places}.", **values
            ),
        )
    plain, with_places = {
        Turn.STRAIGHT: (
            t.pgettext("way", "Go straight on for {length}.", **values),
            t.pgettext("way", "Go straight on for {length}, past {places}.", **values),
        ),
        Turn.LEFT: (
            t.pgettext("way", "Turn left and go {length}.", **values),
            t.pgettext("way", "Turn left and go {length}, past {places}.", **values),
        ),
        Turn.RIGHT: (
            t.pgettext("way", "Turn right and go {length}.", **values),
            t.pgettext("way", "Turn right and go {length}, past {places}.", **values),
        ),
        Turn.HALF_LEFT: (
            t.pgettext("way", "Turn half left and go {length}.", **values),
            t.pgettext("way", "Turn half left and go {length}, past {places}.", **values),
        ),
        Turn.HALF_RIGHT: (
            t.pgettext("way", "Turn half right and go {length}.", **values),
            t.pgettext("way", "Turn half right and go {length}, past {places}.", **values),
        ),
        Turn.AROUND: (
            t.pgettext("way", "Turn round and go {length}.", **values),
            t.pgettext("way", "Turn round and go {length}, past {places}.", **values),
        ),
    }[step.turn]
    return _either(past, plain, with_places)


def _either(past: str, plain: str, with_places: str) -> str:
    return with_places if past else plain


def _metres(metres: float, t: Translator) -> str:
    return t.pgettext("way", "{metres} m", metres=max(1, round(metres)))


def _length(metres: float, t: Translator) -> str:
    if round(metres) < _COUNTED_METRES:
        return _metres(metres, t).replace(" ", "\u00a0", 1)
    steps = max(1, round(metres / _STEP_METRES))
    # Translators: A distance in metres, and the steps that a person takes: "8 m (about 12 steps)".
    text = t.npgettext(
        "way",
        "{metres} m (about {count} step)",
        "{metres} m (about {count} steps)",
        steps,
        metres=max(1, round(metres)),
    )
    return text.replace(" ", "\u00a0", 1)  # no line ends between the number and its unit


def _landmark(each: Passed, t: Translator) -> str:
    left = each.beside is Beside.LEFT
    if each.place:
        name = place_name(each.place, t)
        # Translators: A landmark that one passes, and its side: "Information desk (left)".
        return (
            t.pgettext("way", "{name} (left)", name=name)
            if left
            else t.pgettext("way", "{name} (right)", name=name)
        )
    if left:
        return t.npgettext("way", "{count} shelf (left)", "{count} shelves (left)", each.shelves)
    return t.npgettext("way", "{count} shelf (right)", "{count} shelves (right)", each.shelves)


def _change_floor(step: ChangeFloor, t: Translator) -> str:
    take = _take_to_name(step, t) if step.floor.name else _take_to_level(step, t)
    name = kind_name(step.kind, t)
    if step.beside is Beside.AHEAD:
        return take
    return f"{_is_beside(name, step.beside, t)} {take}"


def _take_to_level(step: ChangeFloor, t: Translator) -> str:
    level = step.floor.level
    if step.kind is PlaceKind.LIFT:
        return t.pgettext("way", "Take the lift to level {number}.", number=level)
    if step.up:
        return t.pgettext("way", "Go up the stairs to level {number}.", number=level)
    return t.pgettext("way", "Go down the stairs to level {number}.", number=level)


def _take_to_name(step: ChangeFloor, t: Translator) -> str:
    floor = level_name(step.floor, t)
    if step.kind is PlaceKind.LIFT:
        return t.pgettext("way", "Take the lift to {floor}.", floor=floor)
    if step.up:
        return t.pgettext("way", "Go up the stairs to {floor}.", floor=floor)
    return t.pgettext("way", "Go down the stairs to {floor}.", floor=floor)


def _is_beside(name: str, beside: Beside, t: Translator) -> str:
    return {
        Beside.AHEAD: t.pgettext("way", "In front of you: {name}.", name=name),
        Beside.LEFT: t.pgettext("way", "On your left: {name}.", name=name),
        Beside.RIGHT: t.pgettext("way", "On your right: {name}.", name=name),
        Beside.BEHIND: t.pgettext("way", "Behind you: {name}.", name=name),
    }[beside]


def _is_away(name: str, length: str, beside: Beside, t: Translator) -> str:
    values = {"name": name, "length": length}
    return {
        Beside.AHEAD: t.pgettext("way", "In front of you, {length} away: {name}.", **values),
        Beside.LEFT: t.pgettext("way", "On your left, {length} away: {name}.", **values),
        Beside.RIGHT: t.pgettext("way", "On your right, {length} away: {name}.", **values),
        Beside.BEHIND: t.pgettext("way", "Behind you, {length} away: {name}.", **values),
    }[beside]


def _arrive(step: Arrive, t: Translator) -> str:
    thing = step.shelf or step.place
    assert thing is not None
    name = thing_name(thing, t)
    ordinal = _ordinal(step, t)
    if ordinal:
        return f"{ordinal} {_label(name, t)}"
    if step.metres > _FEW_METRES:
        return _is_away(name, _length(step.metres, t), step.beside, t)
    return _is_beside(name, step.beside, t)


def _label(name: str, t: Translator) -> str:
    # Translators: What is written on the shelf or the door: "Sign: Shelf 6."
    return t.pgettext("way", "Sign: {name}.", name=name)


def _ordinal(step: Arrive, t: Translator) -> str:
    """Return "It is the third shelf on your right.", or "" if the shelf is not in a row."""
    left = {
        2: t.pgettext("way", "It is the second shelf on your left."),
        3: t.pgettext("way", "It is the third shelf on your left."),
        4: t.pgettext("way", "It is the fourth shelf on your left."),
        5: t.pgettext("way", "It is the fifth shelf on your left."),
        6: t.pgettext("way", "It is the sixth shelf on your left."),
    }
    right = {
        2: t.pgettext("way", "It is the second shelf on your right."),
        3: t.pgettext("way", "It is the third shelf on your right."),
        4: t.pgettext("way", "It is the fourth shelf on your right."),
        5: t.pgettext("way", "It is the fifth shelf on your right."),
        6: t.pgettext("way", "It is the sixth shelf on your right."),
    }
    return (left if step.beside is Beside.LEFT else right).get(step.ordinal, "")


def _look(step: Look, call_number: str, t: Translator) -> str:
    parts = []
    if step.beside is Beside.LEFT:
        parts.append(t.pgettext("way", "Go to the left side of the shelf."))
    elif step.beside is Beside.RIGHT:
        parts.append(t.pgettext("way", "Go to the right side of the shelf."))
    elif step.beside is Beside.BEHIND:
        parts.append(t.pgettext("way", "Go to the far side of the shelf."))
    number = formats.isolate_bidi(call_number)
    board = step.part.board if step.part else None
    if board and call_number:
        parts.append(
            t.pgettext(
                "way",
                "Look for {call_number} on board {board}, counted from the top.",
                call_number=number,
                board=board,
            )
        )
    elif call_number:
        parts.append(t.pgettext("way", "Look for {call_number}.", call_number=number))
    if step.part and step.part.first and step.part.first == step.part.last and not board:
        own = formats.isolate_bidi(step.part.first)
        parts.append(t.pgettext("way", "This side has {first}.", first=own))
    elif step.part and step.part.first and step.part.last and not board:
        parts.append(
            t.pgettext(
                "way",
                "This side has {first} to {last}.",
                first=formats.isolate_bidi(step.part.first),
                last=formats.isolate_bidi(step.part.last),
            )
        )
    return " ".join(parts)
