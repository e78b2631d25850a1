"""Harvesting a repository by OAI-PMH 2.0 (Open Archives Initiative, 2002)."""

import html
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.central.download import Fetcher
from kiosk.errors import SourceError
from kiosk.sources import marcxml
from kiosk.sources.entries import WHOLE, Entries, Reject

_MARC = ("marcxml", "marc21", "marc-xml", "marc21-xml", "marcxchange")  # the best first
_DUBLIN_CORE = "oai_dc"
_TAIL = 64 * 1024  # bytes at the end of a page in which the token stands
_RESTARTS = 2
_EMPTY_PAGES = 20  # one after the other: a repository that never ends

_TOKEN = re.compile(
    rb"<(?:[\w.-]+:)?resumptionToken\b[^>]*?(?:/>|>(.*?)</(?:[\w.-]+:)?resumptionToken\s*>)", re.S
)
_ERROR = re.compile(
    rb"""<(?:[\w.-]+:)?error\b[^>]*?\bcode\s*=\s*["'](\w+)["'][^>]*?(?:/>|>(.*?)</)""", re.S
)
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?OAI-PMH\s*>\s*\Z")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a repository says of itself (section 4.2)."""

    keeps_deleted: bool  # it tells for ever of what was deleted
    by_second: bool  # the finer of the two granularities


class TokenExpired(Exception):
    """The list cannot be gone on with (badResumptionToken)."""


class Repository:
    """A repository at ``url``. ``prefix`` is the metadata format, the best one where empty.

    ``began`` is what the repository's clock showed at the first page of the last list.
    """

    def __init__(self, fetcher: Fetcher, url: str, prefix: str = "", of_set: str = "") -> None:
        self._fetcher = fetcher
        self._url = url
        self._prefix = prefix
        self._set = of_set
        self.began = ""

    def identify(self) -> Identity:
        """Raises SourceError."""
        page = self._small("Identify")
        return Identity(
            keeps_deleted=_first(page, "deletedRecord") == "persistent",
            by_second=_first(page, "granularity").endswith("Z"),
        )

    def formats(self) -> list[str]:
        """The metadata formats that are offered. Raises SourceError."""
        return _all(self._small("ListMetadataFormats"), "metadataPrefix")

    def records(self, since: str = "") -> Entries:
        """All records, or those that changed ``since`` (a date of the repository's clock).

        A list that expired is begun again: what it gives twice is known by its identifier.
        Raises SourceError.
        """
        self._prefix = self._prefix or self._best_format()
        for restarts in range(_RESTARTS + 1):
            try:
                yield from self._list(since)
                return
            except TokenExpired as fault:
                if restarts == _RESTARTS:
                    advice = "It is tried again later."
                    raise SourceError("The list expired again and again.", advice) from fault

    def _best_format(self) -> str:
        offered = self.formats()
        for wanted in (*_MARC, _DUBLIN_CORE):
            if wanted in offered:
                return wanted
        advice = f"It offers: {', '.join(offered) or 'nothing'}. Choose with --prefix."
        raise SourceError("The repository offers neither MARCXML nor Dublin Core.", advice)

    def _list(self, since: str) -> Entries:
        question = {"verb": "ListRecords", "metadataPrefix": self._prefix}
        question |= {"set": self._set} if self._set else {}
        question |= {"from": since} if since else {}
        told: set[str] = set()
        empty = 0
        while True:
            token, taken = "", 0
            with self._fetcher.get(self._url, question, sound=_is_whole) as answer:
                assert answer.path is not None
                if not told:
                    self.began = _first(_head(answer.path), "responseDate")
                if _refused(answer.path):
                    return
                token = _token(answer.path)
                with answer.path.open("rb") as stream:
                    for entry in marcxml.read(stream):
                        if not _is_of_page(entry):
                            taken += 1
                            yield entry
            if not token:
                return
            empty = 0 if taken else empty + 1
            if token in told or empty > _EMPTY_PAGES:
                raise SourceError("The list goes round in circles.", "Tell who runs the source.")
            told.add(token)
            question = {"verb": "ListRecords", "resumptionToken": token}

    def _small(self, verb: str) -> str:
        with self._fetcher.get(self._url, {"verb": verb}, sound=_is_whole) as answer:
            assert answer.path is not None
            _refused(answer.path)
            return _head(answer.path)


def since_of(began: str, by_second: bool) -> str:
    """From when on the next list must be to miss nothing that changed since ``began``."""
    try:
        moment = datetime.fromisoformat(began.strip().replace("Z", "+00:00"))
    except ValueError:
        return ""
    if by_second:
        return (moment - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (moment - timedelta(days=1)).strftime("%Y-%m-%d")


def _is_of_page(entry: object) -> bool:
    """Whether it tells of the page as a whole, which is empty, and not of a record."""
    return isinstance(entry, Reject) and entry.where == WHOLE


def _refused(page: Path) -> bool:
    """Whether there is nothing to list. Raises TokenExpired, SourceError."""
    found = _ERROR.search(_head(page).encode()) if page.stat().st_size < _TAIL else None
    if found is None:
        return False
    code, words = found[1].decode(), html.unescape((found[2] or b"").decode(errors="replace"))
    if code == "noRecordsMatch":
        return True
    if code == "badResumptionToken":
        raise TokenExpired
    said = f"{code}: {' '.join(words.split())}".rstrip(": ")
    advice = "Check the address, the set and the format of the source."
    raise SourceError(f"The repository refused ({said}).", advice)


def _is_whole(page: Path) -> bool:
    """Whether it is an OAI-PMH response up to its end."""
    return bool(_CLOSED.search(_tail(page)))


def _token(page: Path) -> str:
    """Of the next page; "" at the last one."""
    found = _TOKEN.findall(_tail(page))
    raw = found[-1].decode("utf-8", "replace").strip() if found else ""
    quoted = re.fullmatch(r"<!\[CDATA\[(.*)\]\]>", raw, re.S)
    return quoted[1] if quoted else html.unescape(raw)


def _head(page: Path) -> str:
    with page.open("rb") as stream:
        return stream.read(_TAIL).decode("utf-8", "replace")


def _tail(page: Path) -> bytes:
    with page.open("rb") as stream:
        stream.seek(max(0, page.stat().st_size - _TAIL))
        return stream.read()


def _all(page: str, name: str) -> list[str]:
    found = re.findall(rf"<(?:[\w.-]+:)?{name}\b[^>]*>([^<]*)<", page)
    return [html.unescape(each).strip() for each in found]


def _first(page: str, name: str) -> str:
    return next(iter(_all(page, name)), "")
