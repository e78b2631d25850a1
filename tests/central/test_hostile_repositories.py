"""Repositories whose answers take long to read, or are unusual but valid."""

import contextlib
from pathlib import Path

import pytest

from kiosk.central.harvesting.download import Fetcher, FetchLimits
from kiosk.central.harvesting.oai_pmh import OaiRepository, TokenExpired, _refused, _token
from kiosk.errors import SourceError
from tests.central.provider import web_server
from tests.security.patterns import grows_with_the_text

_END = b"</OAI-PMH>"
_PUMPS = (
    b"<error ", b"<error code='", b"<error code=a ", b'<error code="x" ', b"<error>", b"</error>",
    b"code=", b"code = \"a\" ", b"<error code=\"a\">", b"<granularity ", b"<granularity>",
    b"<a:error code=", b"<resumptionToken ", b"<resumptionToken>", b"</resumptionToken",
    b"resumptionToken", b"<", b">", b"<a", b"<a ", b"</", b"&", b"&a;", b"<![CDATA[", b"<!--",
    b"]]>", b" ", b"\n", b"\x00", b"<a b='", b"<!DOCTYPE a [<!ENTITY a 'b'>", b"xmlns:a='b' ",
    b"</OAI-PMH>", b"OAI-PMH", b"<responseDate", b"<metadataPrefix ",
)  # fmt: skip


@pytest.mark.parametrize("pump", _PUMPS)
def test_reading_a_page_takes_linear_time(tmp_path: Path, pump: bytes) -> None:
    page = tmp_path / "answer"

    def read(raw: bytes) -> None:
        page.write_bytes(raw)
        with contextlib.suppress(SourceError, TokenExpired):
            _refused(page)
        _token(page)
        with web_server(lambda _path, _query, _headers, reply: setattr(reply, "body", raw)) as url:
            fetcher = Fetcher(FetchLimits(retry_pauses=()))
            repository = OaiRepository(fetcher, f"{url}/oai")
            for ask in (repository.identify, repository.metadata_formats):
                with contextlib.suppress(SourceError, TokenExpired):
                    ask()
            fetcher.close()

    def build_page(length: int) -> bytes:
        return b"<OAI-PMH>" + pump * (length // len(pump)) + _END

    assert grows_with_the_text(read, build_page, 12_000)


def page_of(tmp_path: Path, body: str) -> Path:
    page = tmp_path / "page"
    page.write_bytes(f'<?xml version="1.0"?><OAI-PMH>{body}</OAI-PMH>\n'.encode())
    return page


@pytest.mark.parametrize(
    ("body", "token"),
    [
        ("<resumptionToken>a</resumptionToken>", "a"),
        ("<oai:resumptionToken cursor='0'>a&amp;b</oai:resumptionToken>", "a&b"),
        ("<resumptionToken><![CDATA[a&b]]></resumptionToken>", "a&b"),
        ("<resumptionToken\n expirationDate='x'>\n a \n</resumptionToken >", "a"),
        ("<resumptionToken/>", ""),
        ("<resumptionToken cursor='1' />", ""),
        ("<resumptionToken></resumptionToken>", ""),
        ("<record>resumptionToken</record>", ""),
        ("<resumptionToken>verb=x,resumptionToken=7</resumptionToken>", "verb=x,resumptionToken=7"),
        ("<a>resumptionToken</a><resumptionToken>é</resumptionToken><b/>", "é"),
        ("<resumptionToken>b", ""),
        ("", ""),
    ],
)
def test_the_token_of_the_next_page(tmp_path: Path, body: str, token: str) -> None:
    assert (_token(page_of(tmp_path, body))[0] or "") == token
    longer = page_of(tmp_path, "<record><a>b</a></record>" * 9_000 + body)
    assert (_token(longer)[0] or "") == token, "only the end of a page is searched"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<error code="badVerb">no &lt;such&gt; verb</error>', "badVerb: no <such> verb"),
        ("<error code='badArgument'/>", "badArgument"),
        ("<oai:error code='badVerb'>a</oai:error>", "badVerb: a"),
        ("<error>nothing said</error>", ": nothing said"),
        ("<error code='a'>b", "a: b"),
    ],
)
def test_an_error_of_a_repository_is_reported(tmp_path: Path, body: str, expected: str) -> None:
    with pytest.raises(SourceError) as fault:
        _refused(page_of(tmp_path, body))
    assert f"({expected})" in str(fault.value)


def test_an_empty_list_and_an_expired_list_are_not_errors(tmp_path: Path) -> None:
    assert _refused(page_of(tmp_path, "<error code='noRecordsMatch'/>"))
    assert not _refused(page_of(tmp_path, "<record><error code='badVerb'>x</error></record>"))
    with pytest.raises(TokenExpired):
        _refused(page_of(tmp_path, "<error code='badResumptionToken'/>"))
