"""The texts of events in any encoding; cancelled and private events."""

from pathlib import Path

import pytest
from calendar_cases import entries, reasons, shown
from source_files import calendar, event, programs

from kiosk.sources.entries import PrivateProgram

HOUR = "DURATION:PT1H"
TITLES = "SUMMARY:読み聞かせ会と工作ワークショップ\r\n"


def one(folder: Path, *lines: str, title: str = "") -> object:
    """Return the only program of a calendar whose event contains these lines."""
    text = event("t", HOUR, *lines)
    (program,) = programs(entries(folder, calendar(text.replace("SUMMARY:t", title or "X-T:t"))))
    return program


def folded(text: str, size: int, mark: bytes = b"\r\n ") -> bytes:
    """Return ``text`` with every line folded by bytes, even within characters."""
    lines = [line.encode() for line in text.split("\r\n")]
    return b"\r\n".join(
        mark.join(line[at : at + size] for at in range(0, max(1, len(line)), size))
        for line in lines
    )


@pytest.mark.parametrize(
    "mark", [b"\r\n ", b"\r\n\t", b"\n ", b"\r ", b"\r\r\n ", b"\r\n\r\n "], ids=repr
)
@pytest.mark.parametrize("size", [7, 20, 74])
def test_folds_within_characters(tmp_path: Path, size: int, mark: bytes) -> None:
    text = calendar(event("t", HOUR).replace("SUMMARY:t\r\n", TITLES))
    raw = folded(text, size, mark)
    (program,) = programs(entries(tmp_path, raw))
    assert program.title == "読み聞かせ会と工作ワークショップ"


TEXT = calendar(event("t", HOUR).replace("SUMMARY:t", "SUMMARY:القراءة للأطفال — Café"))
WEST = calendar(event("t", HOUR).replace("SUMMARY:t", "SUMMARY:Café “noir”"))


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (TEXT.encode("utf-8-sig"), "القراءة للأطفال — Café"),
        (TEXT.encode("utf-16"), "القراءة للأطفال — Café"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "القراءة للأطفال — Café"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "القراءة للأطفال — Café"),
        (TEXT.encode("utf-16-le"), "القراءة للأطفال — Café"),
        (TEXT.encode("utf-16-be"), "القراءة للأطفال — Café"),
        (TEXT.replace("\r\n", "\r").encode(), "القراءة للأطفال — Café"),
        (TEXT.replace("\r\n", "\n").encode(), "القراءة للأطفال — Café"),
        (TEXT.replace("\r\n", "\r\r\n").encode(), "القراءة للأطفال — Café"),
        (TEXT.encode().replace(b"UID:t", b"X-A:caf\xe9\r\nUID:t"), "القراءة للأطفال — Café"),
        (TEXT.encode().replace("é".encode(), b"\xe9"), "القراءة للأطفال — Café"),
        (WEST.encode("cp1252"), "Café “noir”"),
        (TEXT.replace("SUMMARY:", "SUMMARY;CHARSET=windows-1256:").encode("cp1256", "replace"),
         "القراءة للأطفال — Café"),
        (TEXT.encode().replace(b"Caf", b"C\0af"), "القراءة للأطفال — Café"),
        (TEXT.replace("\r\n", "\r\n  ").encode(), "القراءة للأطفال — Café"),
        (TEXT.replace("SUMMARY:", " summary : ").replace("\r\n ", "\r\n").encode(),
         "القراءة للأطفال — Café"),
        (WEST.replace("SUMMARY:Café “noir”", "SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
         "Caf=C3=A9 =\r\n=E2=80=9Cnoir=E2=80=9D").encode(), "Café “noir”"),
    ],
)  # fmt: skip
def test_encodings(tmp_path: Path, raw: bytes, title: str) -> None:
    (program,) = programs(entries(tmp_path, raw))
    assert program.title == title


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Kelas &amp\\; Cerita", "Kelas & Cerita"),
        ("Kelas &amp; <b>diskusi</b>\\, gratis", "Kelas & diskusi, gratis"),
        ("Story time 👨‍👩‍👧", "Story time 👨‍👩‍👧"),
        ("Satu\\ndua\\Ntiga", "Satu dua tiga"),
        ("C:\\temp dan \\\\n", "C:\\temp dan \\n"),
        ("Tom &quot\\;T&quot\\;", 'Tom "T"'),
        ("I <3 books", "I <3 books"),
        ("  Kelas\u200b\u00a0 baca ", "Kelas\u200b baca"),
    ],
)
def test_titles(tmp_path: Path, said: str, title: str) -> None:
    assert one(tmp_path, title=f"SUMMARY:{said}").title == title  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        (("DESCRIPTION:<html><body><p>Bring your <b>own</b> laptop &amp\\; a friend.</p><ul>"
          "<li>Free</li></ul><br>See <a href=\"https://x.example/a\">here</a></body></html>",),
         "Bring your own laptop & a friend.\n\nFree\n\nSee here"),
        (("DESCRIPTION:Baris satu\\nBaris dua\\Ntiga\\\\nx",), "Baris satu\nBaris dua\ntiga\\nx"),
        (("X-ALT-DESC;FMTTYPE=text/html:<p>Halo</p>",), "Halo"),
        (("DESCRIPTION:Teks", "X-ALT-DESC;FMTTYPE=text/html:<p>Halo</p>"), "Teks"),
        (("DESCRIPTION:", "X-ALT-DESC;FMTTYPE=text/html:<p>Halo</p>"), "Halo"),
        (("DESCRIPTION;ALTREP=\"cid:a:b\":Teks",), "Teks"),
        (("DESCRIPTION:Baris satu", "baris dua tanpa lipatan"),
         "Baris satu\nbaris dua tanpa lipatan"),
        (("DESCRIPTION;X=\"a:Teks",), "Teks"),
    ],
)  # fmt: skip
def test_descriptions(tmp_path: Path, lines: tuple[str, ...], about: str) -> None:
    assert one(tmp_path, *lines).description == about  # type: ignore[attr-defined]


def test_locations_of_several_lines_are_joined(tmp_path: Path) -> None:
    found = one(tmp_path, "LOCATION:Ruang A\\, lantai 2\\; timur\\nGedung <b>B</b>")
    assert found.location == "Ruang A, lantai 2; timur, Gedung B"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "lines", "right"),
    [
        ("Kelas", ("STATUS:CANCELLED",), "Kelas x"),
        ("Kelas", ("STATUS:CANCELED",), "Kelas x"),
        ("Kelas", ("STATUS: cancelled ",), "Kelas x"),
        ("Kelas", ("STATUS:TENTATIVE",), "Kelas"),
        ("Canceled: Kelas", (), "Kelas x"),
        ("Cancelled: Kelas", (), "Kelas x"),
        ("CANCELED: Kelas", ("X-MICROSOFT-CDO-BUSYSTATUS:FREE",), "Kelas x"),
        ("Abgesagt: Kelas", (), "Kelas x"),
        ("Annulé : Kelas", (), "Kelas x"),
        ("Annulé\xa0: Kelas", (), "Kelas x"),
        ("Cancelado: Kelas", (), "Kelas x"),
        ("Dibatalkan: Kelas", (), "Kelas x"),
        ("已取消: Kelas", (), "Kelas x"),
        ("已取消：Kelas", (), "Kelas x"),
        ("ملغى: Kelas", (), "Kelas x"),
        ("لغو شد: Kelas", (), "Kelas x"),
        ("[CANCELLED] Kelas", (), "Kelas x"),
        ("(Dibatalkan) Kelas", (), "Kelas x"),
        ("CANCELLED - Kelas", (), "Kelas x"),
        ("Cancelled", (), "Cancelled"),
        ("Cancelled flights", (), "Cancelled flights"),
        ("Batal", (), "Batal"),
        ("Uncancelled: a talk", (), "Uncancelled: a talk"),
    ],
)
def test_cancelled_events(tmp_path: Path, title: str, lines: tuple[str, ...], right: str) -> None:
    text = calendar(event("c", HOUR, *lines).replace("SUMMARY:c", f"SUMMARY:{title}"))
    assert shown(entries(tmp_path, text)) == [f"12-01 16:00-17:00 {right}"]


@pytest.mark.parametrize(
    ("request_", "notice"),
    [
        (("SEQUENCE:0",), ("SEQUENCE:1", "DTSTART:20261201T090000Z")),
        (("SEQUENCE:1",), ("SEQUENCE:1", "DTSTART:20261201T090000Z")),
        (("SEQUENCE:0",), ("SEQUENCE:1",)),
        ((), ()),
    ],
)
def test_a_cancellation_notice_cancels_its_event(
    tmp_path: Path, request_: tuple[str, ...], notice: tuple[str, ...]
) -> None:
    asked = calendar(event("n", "DTEND:20261201T100000Z", *request_), head="METHOD:REQUEST\r\n")
    lines = [
        "BEGIN:VEVENT",
        "UID:n",
        "SUMMARY:n",
        "DTEND:20261201T100000Z",
        *notice,
        "END:VEVENT",
        "",
    ]
    gone = calendar("\r\n".join(lines), head="METHOD:CANCEL\r\n")
    for text in (asked + gone, gone + asked):
        assert shown(entries(tmp_path, text)) == ["12-01 16:00-17:00 n x"]


@pytest.mark.parametrize(
    "line",
    [
        "CLASS:PRIVATE", "CLASS:private", "CLASS:CONFIDENTIAL", "CLASS: Confidential ",
        "CLASS:X-PERSONAL", "CLASS:RESTRICTED", "CLASS;X-A=1:PRIVATE", "CLASS : PRIVATE",
        "CLASS:PUBLIC\r\nCLASS:PRIVATE", "X-CALENDARSERVER-ACCESS:CONFIDENTIAL",
        "X-MICROSOFT-CDO-SENSITIVITY:2", "X-MICROSOFT-SENSITIVITY:Private", "X-PRIVATE:TRUE",
    ],
)  # fmt: skip
def test_private_events_leave_no_trace(tmp_path: Path, line: str) -> None:
    secret = event("siti@x.example", HOUR, line, "ORGANIZER;CN=Siti:mailto:siti@x.example")
    cut = secret.replace("END:VEVENT", "END:VEVEN")
    for text in (calendar(secret, event("b", HOUR)), calendar(event("b", HOUR), cut)):
        found = entries(tmp_path, text)
        assert [program.uid for program in programs(found)] == ["b"]
        (told,) = (each for each in found if isinstance(each, PrivateProgram))
        assert "private" in told.reason
        assert told.raw == b"" and "iti" not in f"{told!r}"


@pytest.mark.parametrize(
    "line", ["CLASS:PUBLIC", "CLASS:public", "CLASS:", "X-CALENDARSERVER-ACCESS:PUBLIC",
             "X-MICROSOFT-CDO-SENSITIVITY:0", "TRANSP:TRANSPARENT", "X-PRIVATE:FALSE",
             "X-PRIVACY-POLICY:https://x.example", "X-PRIVATE-NOTE:Bawa kursi"]
)  # fmt: skip
def test_public_events_are_shown(tmp_path: Path, line: str) -> None:
    assert len(programs(entries(tmp_path, calendar(event("p", HOUR, line))))) == 1


def test_overrides_of_private_series_are_private_by_default(tmp_path: Path) -> None:
    series = event("s", HOUR, "CLASS:PRIVATE", "RRULE:FREQ=DAILY;COUNT=3")
    change = event("s", HOUR, "RECURRENCE-ID:20261202T090000Z", start="DTSTART:20261202T100000Z")
    open_ = change.replace("SUMMARY", "CLASS:PUBLIC\r\nSUMMARY")
    assert not programs(entries(tmp_path, calendar(series, change)))
    assert shown(entries(tmp_path, calendar(series, open_))) == ["12-02 17:00-18:00 s"]


def test_events_without_a_uid_have_stable_distinct_ids(tmp_path: Path) -> None:
    first = event("", HOUR, "DTSTAMP:20261101T000000Z").replace("SUMMARY:", "SUMMARY:A")
    text = calendar(first, first.replace("SUMMARY:A", "SUMMARY:B"))
    found = {program.title: program.uid for program in programs(entries(tmp_path, text))}
    assert len({*found.values()}) == 2
    again = programs(entries(tmp_path, text.replace("20261101T0", "20261102T1")))
    assert {program.title: program.uid for program in again} == found


@pytest.mark.parametrize("uid", ["a\0b", "a\x1fb", "u" * 5_000, "é" * 300, "x y"])
def test_odd_uids_are_accepted(tmp_path: Path, uid: str) -> None:
    found = entries(tmp_path, calendar(event(uid, HOUR), event("b", HOUR)))
    assert len(programs(found)) == 2
    assert not reasons(found)
