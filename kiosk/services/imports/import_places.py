"""Importing branches, spaces, plans of buildings and partners into the local database."""

from sqlalchemy import Connection

from kiosk.domain.branches import Branch
from kiosk.domain.house.plan import House
from kiosk.domain.partners import Partner
from kiosk.domain.spaces import Space
from kiosk.sources.entries import Reject
from kiosk.store import houses, partners, places

Place = Branch | Space | House | Partner

_ADDED, _CHANGED, _UNCHANGED = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def import_place(connection: Connection, place: Place) -> tuple[int, int, int] | Reject:
    """Save ``place``; return the numbers of places that were added, changed and unchanged.

    Return a reject instead if the place belongs to a branch that is not in the database.
    """
    if isinstance(place, Space | House) and places.find_branch(connection, place.branch) is None:
        if isinstance(place, Space):
            reason = f"The branch “{place.branch}” of this space is not known."
            return Reject(f"space {place.code}", reason)
        return Reject(f"house {place.branch}", f"The branch “{place.branch}” is not known.")
    known = _find(connection, place)
    if known == place:
        return _UNCHANGED
    if isinstance(place, Branch):
        places.save_branch(connection, place)
    elif isinstance(place, Space):
        places.save_space(connection, place)
    elif isinstance(place, Partner):
        partners.save_partner(connection, place)
    else:
        houses.save_house(connection, place)
    return _CHANGED if known else _ADDED


def _find(connection: Connection, place: Place) -> Place | None:
    if isinstance(place, Branch):
        return places.find_branch(connection, place.code)
    if isinstance(place, Space):
        return places.find_space(connection, place.code)
    if isinstance(place, Partner):
        return partners.load_partner(connection, place.name)
    return houses.find_house(connection, place.branch)
