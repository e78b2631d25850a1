"""Years in other digits and calendars are converted correctly, or not at all."""

import pytest

from kiosk.sources.text.years import parse_year


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2006", 2006),
        ("c2006", 2006),
        ("©2006", 2006),
        ("[2006?]", 2006),
        ("2006.", 2006),
        ("2006.0", 2006),
        ("2006,00", 2006),
        ("2.006", 2006),
        ("2,006", 2006),
        ("2.006,00", 2006),
        ("2,006.00", 2006),
        ("cet. 3, 2006", 2006),
        ("Jakarta, 17 Agustus 1945", 1945),
        ("17.08.1945", 1945),
        ("1/2/2006", 2006),
        ("2006-05-12", 2006),
        ("2006-05-12 00:00:00", 2006),
        ("20060512", 2006),
        ("1990-1995", 1990),
        ("[between 1990 and 1995]", 1990),
        ("1427 H./2006 M.", 2006),
        ("1427 H", None),
        ("1427 AH [2006]", 2006),
        ("2006 M / 1427 H", 2006),
        ("١٩٩٩", 1999),
        ("١٤٢٧ هـ / ٢٠٠٦ م", 2006),
        ("١٤٢٧ هـ", None),
        ("۱۳۸۵", None),
        ("۱۳۸۵ [۲۰۰۶]", 2006),
        ("1385", None),
        ("1385 [2006]", 2006),
        ("二〇〇六", 2006),
        ("二〇〇六年", 2006),
        ("二零零六年五月", 2006),
        ("一九九九", 1999),
        ("２００６年", 2006),
        ("२००६", 2006),
        ("၂၀၀၆", 2006),
        ("၁၃၆၈", None),
        ("꧒꧐꧐꧖", 2006),
        ("พ.ศ. 2549", 2006),
        ("2549 B.E.", 2006),
        ("B.E. 2549", 2006),
        ("๒๕๔๙", 2006),
        ("พ.ศ. ๒๕๔๙", 2006),
        ("พ.ศ. 2460", None),  # its year began in April then
        ("2549", None),
        ("2549 [2006]", 2006),
        ("昭和50年", 1975),
        ("昭和五十年", 1975),
        ("平成18年", 2006),
        ("平成十八年", 2006),
        ("平成一八", 2006),
        ("平成18 [2006]", 2006),
        ("令和元年", 2019),
        ("Shōwa 50", 1975),
        ("Heisei 18 [2006]", 2006),
        ("民國95年", 2006),
        ("民國九十五年", 2006),
        ("民國一百年", 2011),
        ("Saka 1928", None),
        ("1928 Saka", None),
        ("Saka 1928 (2006 M)", 2006),
        ("2063 B.S.", None),
        ("वि.सं. २०६३", None),
        ("5766 [2006]", 2006),
        ("2063", None),
        ("9999", None),
        ("43101", None),  # a day as a spreadsheet counts
        ("9786020000121", None),
        ("199-", None),
        ("19--", None),
        ("'99", None),
        ("t.t.", None),
        ("s.a.", None),
        ("-", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_year_as_people_write_it(written: str, year: int | None) -> None:
    assert parse_year(written) == year


def test_the_coded_year_wins() -> None:
    assert parse_year("1998, c1996", coded=[1996]) == 1996


def test_a_manuscript_may_be_older_than_print() -> None:
    assert parse_year("1385", manuscript=True) == 1385
