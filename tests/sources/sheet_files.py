"""Builders of small spreadsheets from their parts, including unusual ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Cell = str | int | float | None
Rows = Sequence[Sequence[Cell]]

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DAY, TIME = "day", "time"  # prefixes of cells that contain numbers in a date or time format


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    merged: Sequence[str] = (),
    more: Mapping[str, str] | None = None,
) -> bytes:
    """Return an Excel workbook.

    A cell "day:46000" is a number formatted as a date, and "=x" is a formula with the value x.
    ``hidden`` contains the names of hidden sheets. ``merged`` contains the merged cells of the
    first sheet ("A2:A4").
    """
    states = {name: ' state="hidden"' if name in hidden else "" for name in sheets}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"{states[name]}/>'
        for n, name in enumerate(sheets, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        f'<Relationship Id="rId99" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }  # fmt: skip
    for n, rows in enumerate(sheets.values(), 1):
        spans = "".join(f'<mergeCell ref="{each}"/>' for each in merged if n == 1)
        body = "".join(_row(at, row) for at, row in enumerate(rows, 1))
        tail = f"<mergeCells>{spans}</mergeCells>" if spans else ""
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f"<worksheet {_MAIN}><sheetData>{body}</sheetData>{tail}</worksheet>"
        )
    return zipped({**parts, **(more or {})})


def _row(at: int, row: Sequence[Cell]) -> str:
    cells = "".join(
        _cell(f"{chr(65 + column)}{at}", value)
        for column, value in enumerate(row)
        if value is not None
    )
    return f'<row r="{at}">{cells}</row>'


def _cell(name: str, value: str | float) -> str:
    if isinstance(value, int | float):
        return f'<c r="{name}"><v>{value}</v></c>'
    if value.startswith("day:"):
        return f'<c r="{name}" s="1"><v>{value[4:]}</v></c>'
    if value.startswith("="):
        return f'<c r="{name}" t="str"><f>A1</f><v>{escape(value[1:])}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


_ODF = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def ods(sheets: Mapping[str, str | Rows], *, before: str = "", styles: str = "") -> bytes:
    """Return an OpenDocument spreadsheet; each sheet is given as rows or as raw XML."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{_odf_rows(rows)}</table:table>'
        if not isinstance(rows, str) or not rows.startswith("<table:table ")
        else rows
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content{_ODF}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content})


def _odf_rows(rows: str | Rows) -> str:
    if isinstance(rows, str):
        return rows
    return "".join(
        f"<table:table-row>{''.join(map(_odf_cell, row))}</table:table-row>" for row in rows
    )


def _odf_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}">'
            "<text:p>shown otherwise</text:p></table:table-cell>"
        )
    if value.startswith("day:"):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value[4:]}">'
            "<text:p>01/02/03</text:p></table:table-cell>"
        )
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
