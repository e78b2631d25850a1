"""Things as they are compared with what they were: what sources give by chance is left out."""

import re
from dataclasses import replace
from typing import TypeVar, cast

from kiosk.domain.programs import Program
from kiosk.domain.records import BibliographicRecord

_Thing = TypeVar("_Thing")
_SESSION = re.compile(
    r";jsessionid=[^?#]*|(?<=[?&])(?:phpsessid|jsessionid|sid|session(?:_?id)?)=[^&#]*&?", re.I
)


def canonical_form(thing: _Thing) -> _Thing:
    """``thing`` with what has no order in one order, and addresses without a session's number.

    A database gives subjects and copies in whatever order it finds them. Itself where it
    is so already.
    """
    same: BibliographicRecord | Program
    if isinstance(thing, BibliographicRecord):
        same = replace(
            thing,
            subjects=tuple(sorted(thing.subjects)),
            isbns=tuple(sorted(thing.isbns)),
            other_titles=tuple(sorted(thing.other_titles)),
            found_by=tuple(sorted(thing.found_by)),
            items=tuple(sorted(thing.items, key=repr)),
            url=_address(thing.url),
        )
    elif isinstance(thing, Program):
        same = replace(thing, categories=tuple(sorted(thing.categories)), url=_address(thing.url))
    else:
        return thing
    return thing if repr(same) == repr(thing) else cast("_Thing", same)


def _address(url: str) -> str:
    return _SESSION.sub("", url).rstrip("?&") if url else url
