"""Calendars that librarians and testers reported, each with the correct result."""

from collections import Counter
from pathlib import Path

import pytest
from calendar_cases import BERLIN, JAKARTA, entries, reasons, shown, starts
from source_files import programs

WEEKS = "1 09:00, 15 09:00, 22 09:00"


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("i02-exdate-date", WEEKS),
        ("i03-exdate-float", WEEKS),
        ("i04-exdate-win", "1 09:00, 22 09:00"),
        ("i05-recid-utc", "1 09:00, 9 14:00, 15 09:00, 22 09:00"),
        ("i06-recid-date", "1 09:00, 9 14:00, 15 09:00, 22 09:00"),
        ("i07-tzid-display", ", ".join(["1 09:00"] * 7)),
        ("i08-tzid-defined-colon", "1 09:00"),
        ("i08b-tzid-defined", "1 09:00"),
        ("i10-until-local", "1 19:00, 8 19:00, 15 19:00, 22 19:00"),
        ("i10b-until-date", "1 19:00, 8 19:00, 15 19:00, 22 19:00"),
        ("i10c-until-utc-date-start", "1, 8, 15, 22"),
        ("i13-same-uid", "1 09:00, 1 09:00"),
        ("i13b-no-uid", "1 09:00, 1 09:00"),
        ("i14-sequence", "2 13:00"),
        ("i14b-sequence-series", "2 13:00, 9 13:00, 16 13:00"),
        ("i30-wr-timezone-windows", "1 09:00"),
        ("i31-calendar-tzid", "1 09:00"),
        ("i32-floating-one-vtimezone", "1 09:00"),
        ("i33-recid-tz-cancel", "1 09:00, 3 09:00"),
        ("i34-recid-time-for-date", "1, 9, 15"),
        ("i35-exdate-utc-for-date", "1, 15"),
        ("i37-nul-uid", "1 09:00, 1 11:00"),
        ("i38-long-uid", "1 09:00, 1 11:00"),
        ("i40-pass", "3 16:00, 10 09:00, 10 16:00, 17 09:00"),
        ("blind/rdate_period", "1 16:00, 3 16:00"),
        ("blind/thisandfuture", "1 16:00, 8 16:00, 15 18:00, 22 18:00"),
        ("blind/count_floating", "2 03:00, 3 03:00, 4 03:00"),
        ("blind/count_unknown_tz", "2 00:00, 3 00:00, 4 00:00"),
        ("blind/exdate_date_for_datetime", "1 09:00, 3 09:00"),
        ("blind/floating", "1 09:00"),
        ("blind/moved_only_seq", "5 16:00"),
        ("blind/outlook_tz_escaped_comma_at_Makassar", "1 09:00"),
        ("blind/outlook_win_zone", "1 09:00"),
        ("blind/until_date", "1 09:00, 2 09:00, 3 09:00"),
        ("blind/until_local_vs_utc", "1 06:00, 2 06:00, 3 06:00"),
        ("blind/utc07_name", "1 09:00"),
        ("blind/wib_comma_unquoted", "1 09:00"),
        ("blind/win_zone_no_vtz", "1 09:00"),
    ],
)
def test_when(shared_data: Path, tmp_path: Path, name: str, right: str) -> None:
    raw = (shared_data / f"reported/{name}.ics").read_bytes()
    assert starts(entries(tmp_path, raw, JAKARTA)) == right


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("i01-html", ["12-01 09:00-10:00 Kelas & Cerita"]),
        ("i09-exchange-allday", ["12-01..12-02 Pameran (all day, Exchange)"]),
        ("i27-two-calendars", ["12-01 09:00-10:00 Dibatalkan x",
                               "12-01 09:00-10:00 Tetap berlangsung (11 JST)"]),
        ("i28-private", ["12-01 11:00-12:00 Belum pasti"]),
        ("i36-cancel-spelling", ["12-01 09:00-10:00 American spelling of cancelled x",
                                 "12-01 11:00-12:00 Kelas musik x"]),
        ("v01-programs", ["11-24..11-25 Pameran (all day, Exchange)",
                          "11-24 14:00-15:00 Kelas & Cerita"]),
        ("blind/fold_mid_char", ["12-01 16:00-17:00 読み聞かせ会と工作ワークショップ"]),
        ("blind/one_latin1_byte", ["12-01 16:00-16:01 القراءة للأطفال",
                                   "12-02 16:00-16:01 Café test"]),
        ("blind/html", ["12-01 16:00-16:01 Kelas & diskusi, gratis"]),
        ("blind/cancel_instance", ["12-01 16:00-16:01 c", "12-02 16:00-16:01 c x",
                                   "12-03 16:00-16:01 c"]),
    ],
)  # fmt: skip
def test_what(shared_data: Path, tmp_path: Path, name: str, right: list[str]) -> None:
    raw = (shared_data / f"reported/{name}.ics").read_bytes()
    assert shown(entries(tmp_path, raw, JAKARTA)) == right


def test_where_clocks_change(shared_data: Path, tmp_path: Path) -> None:
    gap = (shared_data / "reported/i19-gap.ics").read_bytes()
    assert shown(entries(tmp_path, gap, BERLIN), BERLIN)[1] == "03-28 03:30-04:30 Nachtlesung"
    day = (shared_data / "reported/i21-duration-days.ics").read_bytes()
    (line,) = shown(entries(tmp_path, day, BERLIN), BERLIN)
    assert line.startswith("03-27 10:00-10:00")


def test_odd_rules_still_recur(shared_data: Path, tmp_path: Path) -> None:
    found = entries(tmp_path, (shared_data / "reported/i39-odd-rules.ics").read_bytes())
    assert not reasons(found)
    times = Counter(program.uid for program in programs(found))
    assert times == {
        "q1": 2, "q2": 3, "q3": 3, "q4": 3, "q5": 3, "q6": 3, "q7": 3, "q8": 2, "q9": 3, "q10": 2,
    }  # fmt: skip
