"""Harvesting of repositories by OAI-PMH 2.0 (Open Archives Initiative, 2002)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lxml import etree

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.errors import SourceError
from kiosk.sources.entries import WHOLE_FILE, Entries, Reject
from kiosk.sources.xml import marcxml
from kiosk.sources.xml.xml_text import (
    MalformedXml,
    local_name,
    parse_element,
    parse_leniently,
    stripped_text,
)

_MARC = ("marcxml", "marc21", "marc-xml", "marc21-xml", "marcxchange")  # best format first
_DUBLIN_CORE = "oai_dc"
_TAIL = 64 * 1024  # the token is within these last bytes of a page
_RESTARTS = 2
_ZONES = timedelta(hours=14)  # Koha stamps records in local time, not in UTC
_ARGUMENTS = ("verb", "metadataPrefix", "set", "from", "until", "identifier", "resumptionToken")
_EMPTY_PAGES = 20  # after so many empty pages in a row, a list counts as endless

_TOKEN = b"resumptionToken"
_LONGEST_PREFIX = 64  # bytes in an XML namespace prefix
_OPENING = re.compile(rb"<(?:[\w.-]+:)?")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?OAI-PMH\s*>\s*\Z")


@dataclass(frozen=True, slots=True)
class RepositoryIdentity:
    """A repository's response to an Identify request (OAI-PMH, section 4.2)."""

    keeps_deleted: bool  # the repository reports deleted records for ever
    second_granularity: bool  # the finer of the two granularities


class TokenExpired(Exception):
    """The list cannot be continued (badResumptionToken)."""


class BadArgument(SourceError):
    """The repository rejected an argument of the request (badArgument)."""


class OaiRepository:
    """An OAI-PMH repository at ``url``.

    ``prefix`` is the metadata format, or an empty string for the best format offered. ``began``
    is the time of the first page of the last list, by the repository's clock.
    """

    def __init__(self, fetcher: Fetcher, url: str, prefix: str = "", set_spec: str = "") -> None:
        self._fetcher = fetcher
        self._url = _base_url(url)
        self._prefix = prefix
        self._set = set_spec
        self.began = ""

    def identify(self) -> RepositoryIdentity:
        """Send an Identify request. Raises SourceError if the request fails."""
        answer = self._short_answer("Identify")
        return RepositoryIdentity(
            keeps_deleted=_first(answer, "deletedRecord") == "persistent",
            second_granularity=_first(answer, "granularity").endswith("Z"),
        )

    def metadata_formats(self) -> list[str]:
        """Return the metadata formats offered. Raises SourceError if the request fails."""
        return _all(self._short_answer("ListMetadataFormats"), "metadataPrefix")

    def list_records(self, since: str = "") -> Entries:
        """Yield all records, or only those changed ``since`` a date (by the repository's clock).

        If the repository rejects the date, the request is repeated with the day alone, then
        without a date. A list that expires is restarted; callers recognise repeated records by
        their identifiers. Raises SourceError if the list cannot be read.
        """
        self._prefix = self._prefix or self._best_format()
        for date in dict.fromkeys((since, since[:10], "")):
            try:
                yield from self._whole_list(date)
                return
            except BadArgument:
                if not date:
                    raise

    def _whole_list(self, since: str) -> Entries:
        for restarts in range(_RESTARTS + 1):
            try:
                yield from self._list(since)
                return
            except TokenExpired as fault:
                if restarts == _RESTARTS:
                    advice = "It will be tried again later."
                    raise SourceError("The list expired repeatedly.", advice) from fault

    def _best_format(self) -> str:
        offered = self.metadata_formats()
        for prefix in (*_MARC, _DUBLIN_CORE):
            if prefix in offered:
                return prefix
        advice = f"It offers {', '.join(offered) or 'nothing'}. Choose one with --prefix."
        raise SourceError("The repository offers neither MARCXML nor Dublin Core.", advice)

    def _list(self, since: str) -> Entries:
        question = {"verb": "ListRecords", "metadataPrefix": self._prefix}
        question |= {"set": self._set} if self._set else {}
        question |= {"from": since} if since else {}
        seen: set[tuple[str, bytes]] = set()
        count = empty = size = 0
        while True:
            taken = 0
            with self._page(question) as path:
                if not seen:
                    self.began = _first(parse_leniently(_head(path)), "responseDate")
                nothing = _refused(path)
                token, complete = (None, 0) if nothing else _token(path)
                size = complete or size
                with path.open("rb") as stream:
                    for entry in () if nothing else marcxml.read_marcxml(stream):
                        if not _is_of_page(entry):
                            taken += 1
                            yield entry
                page = (token or "", _digest(path))
            count += taken
            if not token:
                if token is None and seen and count < size:
                    raise SourceError(
                        f"The list ended after {count} of {size} records.",
                        "It will be read again later.",
                    )
                return
            empty = 0 if taken else empty + 1
            if page in seen or empty > _EMPTY_PAGES:
                raise SourceError(
                    "The list goes round in circles.", "Tell the people who run the source."
                )
            seen.add(page)
            question = {"verb": "ListRecords", "resumptionToken": token}

    @contextmanager
    def _page(self, question: dict[str, str]) -> Iterator[Path]:
        """Download one page of a list. Raises TokenExpired if the token is rejected."""
        try:
            fetched = self._fetcher.get(self._url, question, is_valid=_is_whole)
            with fetched as answer:
                assert answer.path is not None
                yield answer.path
        except RequestRejected as fault:
            if "resumptionToken" in question:
                raise TokenExpired from fault
            raise

    def _short_answer(self, verb: str) -> etree._Element | None:
        with self._fetcher.get(self._url, {"verb": verb}, is_valid=_is_whole) as answer:
            assert answer.path is not None
            _refused(answer.path)
            return parse_leniently(_head(answer.path))


def next_from_date(began: str, second_granularity: bool, now: datetime) -> str:
    """Return the start date for the next list, early enough to include all changes since ``began``.

    If the repository's clock is ahead of ``now`` (UTC), ``now`` is used instead of ``began``,
    because that clock may later be corrected. The date is then moved back, because some
    repositories stamp records in local time, up to 12 hours behind UTC.
    """
    try:
        moment = datetime.fromisoformat(began.strip().replace("Z", "+00:00"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        earliest = min(moment.astimezone(UTC), now) - (
            _ZONES if second_granularity else timedelta(days=1)
        )
    except (ValueError, OverflowError):
        return ""
    return earliest.strftime("%Y-%m-%dT%H:%M:%SZ" if second_granularity else "%Y-%m-%d")


def _base_url(url: str) -> str:
    """Return the base URL of a repository, which is ``url`` without request arguments."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    own = [each for each in parts.query.split("&") if each.partition("=")[0] not in _ARGUMENTS]
    return urlunsplit(parts._replace(query="&".join(own)))


def _is_of_page(entry: object) -> bool:
    """Return True if ``entry`` stands for a whole rejected page, not for a single record."""
    return isinstance(entry, Reject) and entry.where == WHOLE_FILE


def _refused(page: Path) -> bool:
    """Return True for noRecordsMatch. Raises TokenExpired or SourceError for other errors."""
    root = parse_leniently(_head(page)) if page.stat().st_size < _TAIL else None
    found = next((each for each in _children(root) if local_name(each) == "error"), None)
    if found is None:
        return False
    code, words = found.get("code", "").strip(), stripped_text(found)
    if code == "noRecordsMatch":
        return True
    if code == "badResumptionToken":
        raise TokenExpired
    fault = BadArgument if code == "badArgument" else SourceError
    said = f"{code}: {' '.join(words.split())}".rstrip(": ")
    advice = "Check the address, the set and the format of the source."
    raise fault(f"The repository refused ({said}).", advice)


def _is_whole(page: Path) -> bool:
    """Return True if the page is a complete OAI-PMH response."""
    return bool(_CLOSED.search(_tail(page)))


def _token(page: Path) -> tuple[str | None, int]:
    """Return the token of the next page, and the size of the list (0 if it is not stated).

    The token is an empty string on the last page, and None if the page contains no token element
    (OAI-PMH, section 3.5).
    """
    tail = _tail(page)
    at = len(tail)
    while (at := tail.rfind(_TOKEN, 0, at)) >= 0:
        begin = tail.rfind(b"<", max(0, at - _LONGEST_PREFIX), at)
        if begin >= 0 and _OPENING.fullmatch(tail, begin, at):
            return _token_in(tail[begin:])
    return None, 0


def _token_in(rest: bytes) -> tuple[str, int]:
    """Return the text and the completeListSize of the element at the start of ``rest``."""
    opened = rest.find(b">") + 1
    end = opened
    if not rest[:opened].endswith(b"/>"):
        closed = rest.rfind(b"</", 0, rest.rfind(_TOKEN))
        end = rest.find(b">", closed) + 1
    try:
        node = parse_element(rest[:end])
    except MalformedXml:
        return "", 0
    size = node.get("completeListSize", "").strip()
    return stripped_text(node), int(size) if size.isascii() and size.isdecimal() else 0


def _digest(page: Path) -> bytes:
    """Return a hash that is equal for pages that end with the same records."""
    tail = re.sub(rb"<(?:\w+:)?responseDate>[^<]*<", b"", _tail(page))
    return blake2b(tail, digest_size=16).digest()


def _head(page: Path) -> bytes:
    with page.open("rb") as stream:
        return stream.read(_TAIL)


def _tail(page: Path) -> bytes:
    with page.open("rb") as stream:
        stream.seek(max(0, page.stat().st_size - _TAIL))
        return stream.read()


def _children(root: etree._Element | None) -> list[etree._Element]:
    return [] if root is None else list(root)


def _all(root: etree._Element | None, tag: str) -> list[str]:
    nodes = [] if root is None else root.iter("{*}*")
    return [stripped_text(each) for each in nodes if local_name(each) == tag]


def _first(root: etree._Element | None, tag: str) -> str:
    return next(iter(_all(root, tag)), "")
