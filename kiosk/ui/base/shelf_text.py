"""The place of a copy in the language of the screen."""

from kiosk.domain.shelf_places import parse_shelf_place
from kiosk.i18n import formats
from kiosk.i18n.space_terms import shelf_places
from kiosk.ui.base.translator import Translator


def shelf_place(words: str, t: Translator) -> str:
    """Return the name of the place in the language of the screen; the library calls it ``words``.

    Usual places are translated; other words are returned as the library writes them.
    """
    place = parse_shelf_place(words)
    if place is None or t.code == t.home:
        return words
    parts = [shelf_places(t.pgettext)[place.term]] if place.term else []
    if place.level:
        parts.append(level(place.level, t))
    return formats.joined(parts, t.code)


def level(name: str, t: Translator) -> str:
    """Return a level as "Level 1"; ``name`` is what the buttons of the lift say."""
    shown = formats.isolate_bidi(formats.digits(name, t.code))
    # Translators: The level as on the buttons of the lift. Do not count from the ground
    # floor: write "level 1" or "niveau 1", never "first floor" or "premier étage".
    return t.pgettext("spaces", "Level {level}", level=shown)
