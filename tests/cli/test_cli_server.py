"""The commands of the central server, and a kiosk that is paired by a command."""

import sqlite3
from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, assert_told, marc, parsed

from tests.central.pictures import drawn
from tests.central.ports import free_port
from tests.central.processes import ServerProcess
from tests.central.provider import Provider, Reply, repository, web_server


@pytest.fixture
def provider():  # type: ignore[no-untyped-def]
    with repository() as found:
        yield found


@pytest.fixture
def library(kiosk: Run) -> Run:
    """Create a server with branches and spaces that is not running yet."""
    assert kiosk("load", DEMO / "library.toml").returncode == 0
    return kiosk


def test_a_file_is_taken_in_and_what_was_not_is_told(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "export.mrc").write_bytes(b"99999nam a2299999 a 4500 broken\x1e\x1d" + marc())
    words = ("load", "--source", "catalogue", "export.mrc")
    first = kiosk(*words)
    assert "2 read, 1 added" in first.stdout
    assert "1 rejected" in first.stdout
    assert "there is no directory of fields" in first.stdout
    [again] = parsed(kiosk(*words, "--json"))
    assert (again["unchanged"], again["added"], again["rejected"]) == (1, 0, 1)
    [reject] = parsed(kiosk("source", "catalogue", "--rejects", "--json"))
    assert reject["where"] == "record 1 at byte 0"


def test_a_file_that_is_not_there(kiosk: Run) -> None:
    answer = kiosk("load", "none.mrc")
    assert answer.returncode == 1
    assert "none.mrc" in answer.stdout


def test_a_repository_is_read_and_its_last_run_shown(kiosk: Run, provider: Provider) -> None:
    assert "not imported yet" in kiosk("source", "koha", "--oai", provider.url).stdout
    told = parsed(kiosk("source", "koha", "--run", "--json"))
    assert told[0]["last_run"]["added"] == 12
    assert parsed(kiosk("source", "--json")) == told
    provider.faults.append(lambda _page, reply: setattr(reply, "status", 403))
    answer = kiosk("source", "koha", "--run")
    assert answer.returncode == 1
    assert "403" in answer.stdout
    assert_told(kiosk("source", "koha", "--remove"), 1, "12 titles", "--yes")
    assert kiosk("source", "koha", "--remove", "--yes").returncode == 0
    assert_told(kiosk("source", "koha"), 1, "no source", "koha")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("source", "x", "--oai", "http://a", "--file", "http://b"), "either"),
        (("source", "x", "--file", "http://b", "--every", "1"), "too often"),
        (("source", "x", "--file", "http://b", "--zone", "Asia/Jakata"), "no time zone"),
        (("source", "none", "--run"), "no source"),
        (("code", "--branch", "nowhere"), "no branch"),
        (("kiosks", "--revoke", "none"), "no kiosk"),
        (("serve", "--host", "0.0.0.0"), "encrypted"),
        (("serve", "--tls-cert", "a.pem"), "key"),
        (("serve", "--tls-cert", "a.pem", "--tls-key", "k.pem"), "no file a.pem"),
        (("serve", "--port", "99999"), "not a port"),
        (("serve", "--snapshots-url", "http://cdn.example"), "https"),
        (("serve", "--database", "postgresql+psycopg://127.0.0.1:9/none"), "cannot be used"),
        (("pair", "http://library.example", "ABCDEFGH"), "https"),
        (("pair", "http://127.0.0.1:9", "ABCDEFGH"), "does not answer"),
        (("sync",), "not paired"),
    ],
)
def test_what_cannot_be_is_told(kiosk: Run, words: tuple[str, ...], told: str) -> None:
    assert_told(kiosk(*words), 1, told)


def test_a_kiosk_is_paired_kept_in_step_and_revoked(library: Run, tmp_path: Path) -> None:
    at_kiosk = {"data": tmp_path / "kiosk"}
    server = ServerProcess(f"sqlite:///{tmp_path}/data/central/central.sqlite3", tmp_path / "data")
    server.start()
    try:
        code = library("code", "--branch", "pusat").stdout.split()[0]
        url = f"http://127.0.0.1:{server.port}"
        paired = library("pair", url, code, "--name", "Lobby", **at_kiosk)
        assert "stands in pusat" in paired.stdout, paired
        assert "is complete" in paired.stdout
        assert library("load", DEMO / "catalogue.xml").returncode == 0
        assert "received" in library("sync", **at_kiosk).stdout
        found = parsed(library("search", "padi organik", "--json", **at_kiosk))
        assert found[0]["source_id"] == "tirta0067"
        assert_told(library("import", DEMO / "programs.ics", **at_kiosk), 1, "server")
        [known] = parsed(library("kiosks", "--json"))
        assert (known["name"], known["revoked"]) == ("Lobby", None)
        assert " 0 received" in library("sync", **at_kiosk).stdout
        assert library("kiosks", "--copy-anew").returncode == 0
        assert " 0 received" not in library("sync", **at_kiosk).stdout
        assert "revoked" in library("kiosks", "--revoke", known["id"]).stdout
        assert_told(library("sync", **at_kiosk), 1, "does not know this kiosk")
    finally:
        server.end()


def test_a_library_system_that_cannot_be_reached_is_told(kiosk: Run, tmp_path: Path) -> None:
    secret = "s3cr3t-Pa55"
    port = free_port()
    told = kiosk(
        "source", "slims", "--system", "slims", "--url", f"mysql://127.0.0.1:{port}/slims",
        "--user", "reader", "--password-stdin", "--copies-every", "30", "--status", "Rusak=missing",
        typed=f"{secret}\n",
    )  # fmt: skip
    assert "copies every 30 seconds, not read yet" in told.stdout
    assert "Rusak=missing" in told.stdout
    run = kiosk("source", "slims", "--run")
    assert run.returncode == 1
    assert run.stdout.count("cannot be reached") == 2, "of the titles, and of the copies"
    assert secret not in told.stdout + told.stderr + run.stdout + run.stderr
    changed = kiosk("source", "slims", "--status", "Hilang=missing", "--every", "30")
    assert "every 30 minutes" in changed.stdout
    assert "Rusak=missing, Hilang=missing" in changed.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--system", "none", "--url", "http://a"), "no driver for “none”"),
        (("--system", "slims"), "needs an address"),
        (("--system", "librebooking", "--url", "http://a"), "which rooms"),
        (("--system", "slims", "--url", "mysql://u:pw@h/x"), "could see a password"),
        (("--system", "slims", "--url", "mysql://h/x", "--copies-every", "5"), "too often"),
        (("--system", "slims", "--url", "mysql://h/x", "--status", "Rusak"), "NAME=VALUE"),
        (("--system", "slims", "--url", "mysql://h/x", "--status", "Rusak=broken"), "no state"),
        (("--system", "slims", "--url", "mysql://h/x", "--fingerprint", "ab"), "fingerprint"),
        (("--system", "slims", "--url", "mysql://h/x", "--authority", "no.pem"), "no.pem"),
    ],
)
def test_wrong_words_about_a_system_are_explained(
    kiosk: Run, words: tuple[str, ...], told: str
) -> None:
    assert_told(kiosk("source", "x", *words), 1, told)


def test_a_system_that_books_rooms_is_added_and_changed(kiosk: Run) -> None:
    told = kiosk(
        "source", "rooms", "--system", "librebooking", "--url", f"http://127.0.0.1:{free_port()}",
        "--user", "kiosk", "--password-stdin", "--room", "ruang-1=12",
        typed="s3cr3t-Pa55\n",
    )  # fmt: skip
    assert "every 5 minutes" in told.stdout
    changed = kiosk("source", "rooms", "--room", "ruang-2=13", "--every", "1")
    assert "every 1 minutes" in changed.stdout
    run = kiosk("source", "rooms", "--run")
    assert run.returncode == 1
    assert "cannot be reached" in run.stdout
    assert "s3cr3t" not in told.stdout + told.stderr + run.stdout + run.stderr


def test_a_list_of_titles_leaves_the_copies_to_the_system_that_has_them(
    kiosk: Run, tmp_path: Path
) -> None:
    titles = tmp_path / "titles.csv"
    titles.write_text("id,title,branch,status\nt1,Mountains,Pusat,available\n")
    (tmp_path / "copies.csv").write_text("id,status,barcode\nt1,on loan,B1\n")

    def answer(_path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = (tmp_path / "copies.csv").read_bytes()

    with web_server(answer) as url:
        kiosk(
            "source", "copies", "--system", "list", "--url", f"{url}/copies.csv",
            "--titles-of", "titles",
        )  # fmt: skip
        assert kiosk("load", titles, "--source", "titles").returncode == 0
        [first] = parsed(kiosk("source", "copies", "--run", "--json"))
        assert first["copies"]["changed"] == 1, first
        titles.write_text("id,title,branch,status\nt1,High mountains,Pusat,available\n")
        [loaded] = parsed(kiosk("load", titles, "--source", "titles", "--json"))
        assert loaded["changed"] == 1
    database = sqlite3.connect(tmp_path / "data" / "central" / "central.sqlite3")
    [copies] = database.execute("SELECT body FROM entity WHERE kind = 'copies'").fetchall()
    database.close()
    assert '"on_loan"' in copies[0]


def test_covers_come_from_a_folder_and_by_choice_from_a_service(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "titles.csv").write_text("id,title,isbn\nt1,A,9780306406157\nt2,B,9783161484100\n")
    (tmp_path / "covers").mkdir()
    (tmp_path / "covers" / "0-306-40615-2.jpg").write_bytes(drawn())
    (tmp_path / "covers" / "9783161484100.png").write_bytes(b"<svg/>")
    assert_told(kiosk("source", "titles", "--covers", "covers"), 1, "no source “titles”")
    assert kiosk("load", "titles.csv", "--source", "titles").returncode == 0
    told = kiosk("source", "titles", "--covers", "covers", "--read-covers").stdout
    assert "covers: 1 from the folder" in told
    assert "1 without: the file is an SVG drawing" in told
    [source] = parsed(kiosk("source", "titles", "--json"))
    assert source["covers"]["pictures"] == {"folder": 1}
    assert (source["covers"]["refused"], source["covers"]["service"]) == ({"drawing": 1}, "")

    def answer(path: str, _query: object, _headers: object, reply: Reply) -> None:
        reply.body = drawn() if path == "/9783161484100" else b""

    with web_server(answer) as url:
        told = kiosk("source", "titles", "--cover-service", f"{url}/{{isbn}}", "--read-covers")
    assert "the ISBNs of titles without another cover are sent to 127.0.0.1" in told.stdout
    assert "covers: 1 from the folder, 1 from the service" in told.stdout
    away = ("--covers", "", "--cover-service", "", "--read-covers")
    assert "covers: none yet" in kiosk("source", "titles", *away).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--covers", "nowhere"), "no folder nowhere"),
        (("--cover-service", "https://a.example/1.jpg"), "{isbn}"),
        (("--cover-service", "https://a.example/{isbn}?key=abc"), "could see a key"),
        (("--read-covers",), "nowhere to look"),
    ],
)
def test_wrong_words_about_covers_are_explained(
    kiosk: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "titles.csv").write_text("id,title\nt1,A\n")
    kiosk("load", "titles.csv", "--source", "titles")
    assert_told(kiosk("source", "titles", *words), 1, told)
