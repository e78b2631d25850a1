"""Harvesting a repository by OAI-PMH 2.0 (Open Archives Initiative, 2002)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from lxml import etree

from kiosk.central.download import Fetcher
from kiosk.errors import SourceError
from kiosk.sources import marcxml
from kiosk.sources.entries import WHOLE, Entries, Reject
from kiosk.sources.xml_text import BrokenXml, content, element, name, recovered

_MARC = ("marcxml", "marc21", "marc-xml", "marc21-xml", "marcxchange")  # the best first
_DUBLIN_CORE = "oai_dc"
_TAIL = 64 * 1024  # bytes at the end of a page in which the token stands
_RESTARTS = 2
_EMPTY_PAGES = 20  # one after the other: a repository that never ends

_TOKEN = b"resumptionToken"
_LONGEST_PREFIX = 64  # bytes, of a name in XML
_OPENING = re.compile(rb"<(?:[\w.-]+:)?")
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
        answer = self._small("Identify")
        return Identity(
            keeps_deleted=_first(answer, "deletedRecord") == "persistent",
            by_second=_first(answer, "granularity").endswith("Z"),
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
                    self.began = _first(recovered(_head(answer.path)), "responseDate")
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

    def _small(self, verb: str) -> etree._Element | None:
        with self._fetcher.get(self._url, {"verb": verb}, sound=_is_whole) as answer:
            assert answer.path is not None
            _refused(answer.path)
            return recovered(_head(answer.path))


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
    root = recovered(_head(page)) if page.stat().st_size < _TAIL else None
    found = next((each for each in _children(root) if name(each) == "error"), None)
    if found is None:
        return False
    code, words = found.get("code", "").strip(), content(found)
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
    tail = _tail(page)
    at = len(tail)
    while (at := tail.rfind(_TOKEN, 0, at)) >= 0:
        begin = tail.rfind(b"<", max(0, at - _LONGEST_PREFIX), at)
        if begin >= 0 and _OPENING.fullmatch(tail, begin, at):
            return _token_in(tail[begin:])
    return ""


def _token_in(rest: bytes) -> str:
    """The words of the element that ``rest`` begins with."""
    opened = rest.find(b">") + 1
    if rest[:opened].endswith(b"/>"):
        return ""
    closed = rest.rfind(b"</", 0, rest.rfind(_TOKEN))
    try:
        return content(element(rest[: rest.find(b">", closed) + 1]))
    except BrokenXml:
        return ""


def _head(page: Path) -> bytes:
    with page.open("rb") as stream:
        return stream.read(_TAIL)


def _tail(page: Path) -> bytes:
    with page.open("rb") as stream:
        stream.seek(max(0, page.stat().st_size - _TAIL))
        return stream.read()


def _children(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else list(root)


def _all(root: etree._Element | None, wanted: str) -> list[str]:
    nodes = [] if root is None else root.iter("{*}*")
    return [content(each) for each in nodes if name(each) == wanted]


def _first(root: etree._Element | None, wanted: str) -> str:
    return next(iter(_all(root, wanted)), "")
