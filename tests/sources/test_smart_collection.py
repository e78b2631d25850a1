"""Reading test collections in the format of the SMART system."""

from pathlib import Path

from kiosk.domain.records import BibliographicRecord, Format
from kiosk.sources.entries import Reject
from kiosk.sources.source_file import read_source_file

TEXT = """.I 1
.T
experimental investigation of a
wing in a slipstream .
.A
brenckman,m.
smith,a. and jones,b.
.B
j. ae. scs. 25, 1958, 324.
.W
an experimental study of a wing .
.i think this is text
.I 7
.T
.A
.W
nothing but a text
"""


def test_documents_with_and_without_titles(tmp_path: Path) -> None:
    file = tmp_path / "cran.all"
    file.write_text(TEXT)
    paper, reject = read_source_file(file)
    assert paper == BibliographicRecord(
        "1",
        "experimental investigation of a wing in a slipstream .",
        ("brenckman,m.", "smith,a.", "jones,b."),
        1958,
        format=Format.ARTICLE,
        publisher="j. ae. scs. 25, 1958, 324.",
        summary="an experimental study of a wing . .i think this is text",
    )
    assert reject == Reject("document 7", "The document has no title.", b"nothing but a text\n")
