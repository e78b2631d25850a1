"""The plugin for SLiMS gives the same titles and copies as the database, and nothing of members."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kiosk.domain.records import ItemStatus
from kiosk.errors import SourceError
from kiosk.sources.entries import SuppressedRecord
from tests.central.slims_library import OPAC, SECRET, Reader, SlimsLibrary, slims_site

_KEY = {"X-Kiosk-Secret": SECRET}
_EVERYTHING = (
    {"give": "title_pages"},
    {"give": "copy_pages"},
    {"give": "covers"},
    *({"give": give, "page": page} for give in ("titles", "copies") for page in "012"),
    {"give": "copies", "titles": "1,2,3,4,260,600"},
)


@pytest.fixture
def plugin(slims_address: str) -> Iterator[httpx.Client]:
    parts = urlsplit(slims_address)
    url = f"http://{parts.hostname}:{parts.port}/index.php?p=commons_kiosk"
    with httpx.Client(base_url=url, headers=_KEY) as client:
        yield client


def _get(plugin: httpx.Client, **asked: str) -> httpx.Response:
    headers = {"If-None-Match": asked.pop("tag")} if "tag" in asked else {}
    return plugin.get("", params={"p": "commons_kiosk", **asked}, headers=headers)


def test_both_ways_bring_the_same(slims: SlimsLibrary, slims_address: str) -> None:
    by_database, by_plugin = Reader(slims.url), Reader(slims_address)

    assert _sorted(by_plugin.entries()) == _sorted(by_database.entries())
    assert by_plugin.copies() == by_database.copies()
    assert by_plugin.ask("1", "3", "600") == by_database.ask("1", "3", "600")
    assert by_plugin.notes == by_database.notes


def test_both_ways_bring_the_same_of_a_whole_slims(
    whole_slims: SlimsLibrary, tmp_path: Path, php: str
) -> None:
    with slims_site(whole_slims, tmp_path) as address:
        by_database, by_plugin = Reader(whole_slims.url), Reader(address)

        assert _sorted(by_plugin.entries()) == _sorted(by_database.entries())
        assert by_plugin.copies() == by_database.copies()
        with by_database.driver() as one, by_plugin.driver() as other:
            assert list(one.covers([])) == list(other.covers([]))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE item SET site = 'Rak B' WHERE item_code = 'P0009'",
        "UPDATE loan SET due_date = '0000-00-00' WHERE item_code = 'P0003'",
        "UPDATE biblio SET opac_hide = 1 WHERE biblio_id = 260",
        "UPDATE biblio SET title = CONCAT('A & <B> “C”', CHAR(1, 11, 13)) WHERE biblio_id = 1",
        "DELETE FROM biblio WHERE biblio_id = 2",
        "DROP TABLE biblio_attachment, mst_content_type, mst_coll_type",
    ],
)
def test_both_ways_bring_the_same_after_a_change(
    slims: SlimsLibrary, slims_address: str, change: str
) -> None:
    by_database, by_plugin = Reader(slims.url), Reader(slims_address)
    for reader in (by_database, by_plugin):
        reader.entries()
        reader.copies()
    slims.run("SET SESSION sql_mode = ''; " + change)

    assert _sorted(by_plugin.entries()) == _sorted(by_database.entries())
    assert by_plugin.copies() == by_database.copies()


def test_a_loan_and_its_return_are_read_alone(slims: SlimsLibrary, slims_address: str) -> None:
    reader = Reader(slims_address)
    reader.copies()
    assert reader.copies() == {}

    slims.lend("P0009", date(2026, 12, 24))
    lent = reader.copies()
    slims.give_back("P0009")
    back = reader.copies()

    assert lent["260"][0].due == date(2026, 12, 24)
    assert back["260"][0].status is ItemStatus.AVAILABLE
    assert list(lent) == list(back) == ["260"]


def test_attachments_lie_below_the_plugin_or_the_given_address(slims_address: str) -> None:
    parts = urlsplit(slims_address)
    own = f"http://{parts.hostname}:{parts.port}/index.php"

    assert Reader(slims_address).titles()["1"].url == f"{OPAC}index.php?p=fstream&fid=1&bid=1"
    assert Reader(slims_address, options={}).titles()["1"].url == f"{own}?p=fstream&fid=1&bid=1"


def test_no_answer_holds_anything_of_members_or_hidden_titles(plugin: httpx.Client) -> None:
    whole = "".join(_get(plugin, **asked).text for asked in _EVERYTHING)

    assert "Sitti Nurbaya" in whole
    for secret in ("M1", "Anggota Rahasia", "Rahasia yang", "P0007", "rahasia.jpg", SECRET):
        assert secret not in whole


@pytest.mark.parametrize("secret", ["", "x", SECRET[:-1], SECRET + "0", SECRET.upper()])
def test_another_secret_is_refused(plugin: httpx.Client, secret: str) -> None:
    plugin.headers["X-Kiosk-Secret"] = secret

    for asked in _EVERYTHING:
        answer = _get(plugin, **asked)
        assert answer.status_code == 403
        assert answer.text == "The secret is another one.\n"


def test_without_a_long_secret_the_plugin_gives_nothing(
    plugin: httpx.Client, tmp_path: Path
) -> None:
    for text in ("<?php return 'short';", "<?php return '';"):
        (tmp_path / "secret.php").write_text(text)
        assert _get(plugin, give="title_pages").status_code == 403
    (tmp_path / "secret.php").unlink()
    plugin.headers["X-Kiosk-Secret"] = ""
    assert _get(plugin, give="title_pages").status_code == 403


def test_an_unchanged_list_is_not_sent_again(slims: SlimsLibrary, plugin: httpx.Client) -> None:
    tag = _get(plugin, give="copy_pages").headers["ETag"]
    compressed = f'{tag[:-1]}-gzip"'

    assert _get(plugin, give="copy_pages", tag=tag).status_code == 304
    assert _get(plugin, give="copy_pages", tag=compressed).status_code == 304
    slims.lend("P0009", date(2026, 12, 24))
    assert _get(plugin, give="copy_pages", tag=tag).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"give": "members"}, {"give": "titles"}, {"give": "titles", "page": "0 OR 1"},
        {"give": "titles", "page": "-1"}, {"give": "copies", "titles": "1) OR (1=1"},
        {"give": "copies", "titles": ""}, {"give[]": "titles"},
        {"give": "copies", "page": "9" * 30},
    ],
)  # fmt: skip
def test_other_questions_are_refused(plugin: httpx.Client, asked: dict[str, str]) -> None:
    answer = _get(plugin, **asked)

    assert answer.status_code == 400
    assert "SQL" not in answer.text


def test_no_session_is_left_in_slims(plugin: httpx.Client, tmp_path: Path) -> None:
    answer = _get(plugin, give="title_pages")

    assert "Set-Cookie" not in answer.headers
    assert list(tmp_path.glob("sess_*")) == []


def test_faults_are_told_without_the_secret(
    slims: SlimsLibrary, slims_address: str, tmp_path: Path
) -> None:
    def told(address: str) -> str:
        with pytest.raises(SourceError) as caught:
            Reader(address).copies()
        return f"{caught.value} {caught.value.advice}"

    assert "does not accept this secret" in told(slims_address.replace(SECRET, "wrong"))
    assert "leads to another address" in told(f"{slims_address}elsewhere")
    slims.run("DROP TABLE loan")
    assert "lacks a table" in told(slims_address)
    with slims_site(slims, tmp_path, SLIMS_INACTIVE="1") as address:
        assert "does not have the plugin" in told(address)
        assert SECRET not in told(address)


def _sorted(entries: list[object]) -> list[tuple[object, ...]]:
    """Sort by id; a hidden title is the same whatever its reader says of it."""
    return sorted(
        ((entry.source_id,) if isinstance(entry, SuppressedRecord) else (repr(entry),))
        for entry in entries
    )
