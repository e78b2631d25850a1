"""The canonical form of records and programmes, used to compare two versions."""

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
    """Return ``thing`` with unordered fields sorted and session ids removed from addresses.

    Sources list subjects and copies in varying order. Without a canonical form, every record would
    seem to change with every harvest. Returns the object ``thing`` itself if it is already
    canonical.
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
