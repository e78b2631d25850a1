"""Reading SLiMS through the plugin in packaging/slims, where its database cannot be reached."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pymarc import Record

from kiosk.central.harvesting.download import Download, Fetcher
from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.central.harvesting.systems.driver import ANSWER_SECONDS, SystemConnection
from kiosk.central.harvesting.systems.slims_copies import SlimsCopy
from kiosk.central.harvesting.systems.slims_marc import is_title_record
from kiosk.central.harvesting.systems.slims_pages import CopyPage, ListedPages, Marks, TitlePage
from kiosk.central.harvesting.systems.web_address import web_address
from kiosk.errors import SourceError
from kiosk.sources.xml.marcxml import parse_marcxml_record
from kiosk.sources.xml.xml_text import MalformedXml, descendants_named, parse_element

_PATH = "/index.php"
_LARGEST = 4 * 1024**2  # bytes of an answer about titles on a screen
_COPIES = TypeAdapter(SlimsCopy)
_ACCESS_ADVICE = "It is the password of the source, and stands in secret.php beside the plugin."
_PLUGIN_ADVICE = "Install packaging/slims in SLiMS, and activate it at System, Plugins."


class SlimsPlugin:
    """The plugin at ``connection.address``, whose password is the plugin's secret.

    ``opac`` is the address of SLiMS's public catalogue. ``lists`` are the last lists of pages,
    which the plugin need not send again if they are the same; they are kept up to date.
    """

    def __init__(self, connection: SystemConnection, lists: dict[str, ListedPages]) -> None:
        address = web_address(connection.address, _PATH)
        self._url = address.at(_PATH)
        self._secret = {"X-Kiosk-Secret": address.password}
        self._fetcher = connection.fetcher
        self.opac = self._url
        self._lists = lists

    def title_marks(self) -> Marks:
        """Return the marks of the titles, by page."""
        return self._marks("title_pages")

    def read_titles(self, page: int) -> TitlePage:
        """Return the titles of a page."""
        with self._answer(self._fetcher, give="titles", page=str(page)) as answer:
            return TitlePage(_records(answer), _mark(answer))

    def copy_marks(self) -> Marks:
        """Return the marks of the copies and their loans, by page."""
        return self._marks("copy_pages")

    def read_copies(self, page: int) -> CopyPage:
        """Return the visible titles of a page and their copies."""
        with self._answer(self._fetcher, give="copies", page=str(page)) as answer:
            return _copy_page(answer)

    def ask(self, titles: Sequence[int]) -> CopyPage:
        """Return those of ``titles`` that are visible, and their copies, as they are now."""
        fetcher = self._fetcher.for_question(ANSWER_SECONDS, _LARGEST)
        with self._answer(fetcher, give="copies", titles=",".join(map(str, titles))) as answer:
            return _copy_page(answer)

    def images(self) -> Iterator[tuple[int, str]]:
        """Yield the ids of visible titles with the name of the file of their cover."""
        with self._answer(self._fetcher, give="covers") as answer:
            yield from ((int(row["title"]), str(row["image"])) for row in _rows(answer))

    def notes(self) -> list[str]:
        return []

    def close(self) -> None:
        """Do nothing: the fetcher belongs to the server."""

    def _marks(self, what: str) -> Marks:
        known = self._lists.get(what, ListedPages())
        headers = {"If-None-Match": known.tag} if known.tag else {}
        with self._answer(self._fetcher, headers, give=what) as answer:
            if answer.path is None:
                return known.marks
            marks = {int(row["page"]): int(row["mark"]) for row in _rows(answer)}
            self._lists[what] = ListedPages(tag=answer.headers.get("ETag", ""), marks=marks)
            return marks

    @contextmanager
    def _answer(
        self, fetcher: Fetcher, headers: dict[str, str] | None = None, /, **asked: str
    ) -> Iterator[Download]:
        """Ask the plugin. Raises SourceError if what answers is not the plugin."""
        params = {"p": "commons_kiosk", **asked}
        secret = self._secret | (headers or {})
        try:
            with fetcher.get(self._url, params, secret, redirects=False) as answer:
                if "X-Kiosk-Plugin" not in answer.headers:
                    raise SourceError("SLiMS does not have the plugin.", _PLUGIN_ADVICE)
                yield answer
        except RequestRejected as fault:
            raise _explained(fault) from fault


def _explained(fault: RequestRejected) -> SourceError:
    if fault.status == 403:
        return SourceError("The plugin of SLiMS does not accept this secret.", _ACCESS_ADVICE)
    if fault.status == 501:
        advice = "Compare its version with docs/systems.md."
        return SourceError("SLiMS lacks a table that the plugin needs.", advice)
    if fault.status == 404:
        return SourceError("There is no SLiMS at this address.", "Check the address.")
    return fault


def _path(answer: Download) -> Path:
    if answer.path is None:
        raise _damaged()
    return answer.path


def _mark(answer: Download) -> int:
    try:
        return int(answer.headers["X-Kiosk-Mark"])
    except (KeyError, ValueError) as fault:
        raise _damaged() from fault


def _records(answer: Download) -> list[Record]:
    """Return the records in an answer in MARCXML. Raises SourceError if it is damaged."""
    _declaration, _, text = _path(answer).read_bytes().partition(b"?>")
    try:
        tree = parse_element(text)
    except MalformedXml as fault:
        raise _damaged() from fault
    records = [parse_marcxml_record(node) for node in descendants_named(tree, "record")]
    if not all(is_title_record(record) for record in records):
        raise _damaged()
    return records


def _rows(answer: Download) -> Iterator[dict[str, Any]]:
    """Yield the objects in the lines of an answer. Raises SourceError if one is damaged."""
    try:
        with _path(answer).open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise _damaged()
                yield row
    except (KeyError, ValueError, TypeError) as fault:
        raise _damaged() from fault


def _copy_page(answer: Download) -> CopyPage:
    *copies, last = list(_rows(answer)) or [{}]
    try:
        titles = [int(title) for title in last["visible"]]
        found = [_COPIES.validate_python(copy) for copy in copies]
    except (KeyError, ValueError, TypeError, ValidationError) as fault:
        raise _damaged() from fault
    return CopyPage(titles, found, _mark(answer))


def _damaged() -> SourceError:
    advice = "Its copy in SLiMS may be of another release: replace it."
    return SourceError("The plugin of SLiMS gave an answer that cannot be read.", advice)
