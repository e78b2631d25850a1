"""Reading the copies that a row of a table describes."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kiosk.domain.branches import Branch
from kiosk.domain.records import Item, ItemStatus
from kiosk.sources import item_statuses
from kiosk.sources.text.due_dates import find_day

MAX_COPIES = 1_000  # per row; a larger number probably means something else
_LONGEST_RANGE = 500  # accession numbers
# A copy that is only said not to be available (“no”, 0) may be on loan or missing: that is UNKNOWN.
_STATES = {
    ItemStatus.AVAILABLE: (
        "available", "tersedia", "in", "yes", "ya", "on shelf", "ada", "ada di rak", "di rak",
        "in stock", "checked in", "y", "true", "item in place", "sí", "oui", "ready", "siap",
        "ada di tempat", "dapat dipinjam", "boleh dipinjam", "متاحة", "متوفرة",
        "متاح", "متوفر", "موجود", "موجودة", "在馆", "在架", "可借", "在館", "disponible",
        "verfügbar",
        "beschikbaar", "aanwezig", "disponível", "в наличии", "rafta", "1",
    ),
    ItemStatus.ON_LOAN: (
        "on loan", "on_loan", "checked out", "dipinjam", "out", "sedang dipinjam",
        "borrowed", "loaned", "keluar", "dipinjamkan", "pinjam", "issued", "due",
        "معار", "مستعار", "معارة", "借出", "已借出", "已借", "借閱中", "prêté", "prestado",
        "ausgeliehen", "uitgeleend", "ödünç", "выдана",
    ),
    ItemStatus.REFERENCE: (
        "reference", "library use only", "referensi", "no loan", "tidak dipinjamkan", "rujukan",
        "baca di tempat", "not for loan", "hanya baca di tempat", "koleksi referensi", "مرجع",
        "للاطلاع الداخلي", "仅供阅览", "馆内阅览", "consultation sur place", "sólo consulta",
    ),
    ItemStatus.MISSING: (
        "missing", "lost", "damaged", "withdrawn", "hilang", "rusak", "rusak berat", "repair",
        "dalam perbaikan", "perbaikan", "diperbaiki", "weeded", "disiangi", "afkir", "dihapus",
        "tidak ditemukan", "lost and paid",
        "in repair", "binding", "dijilid",
        "مفقود", "تالف", "遗失", "丢失", "损坏", "perdu", "perdido", "kwijt", "kayıp", "утеряна",
    ),
}  # fmt: skip
_STATE_OF = {word: state for state, words in _STATES.items() for word in words}
_SHELF = re.compile(
    r"(?:no\.?\s*)?(?:rak|lemari|almari|shelf|shelves|rack|lorong|laci|box|raf|estante|رف|书架|架)\b",
    re.I,
)
_BRANCH = re.compile(
    r"\b(?:cabang|cawangan|branch|library|perpustakaan|taman baca)\b|فرع|مكتبة|馆", re.I
)
_APART = re.compile(r"[;,|<>\n]+|\s&\s|\sdan\s|\sand\s")
_RANGE = re.compile(
    r"(?P<a>\D*?)(?P<first>\d+)(?P<b>\D*?(?:[/.]\d{4})?)\s*"
    r"(?P<to>-|–|—|~|s\s*[./]?\s*d\.?|sampai|hingga|to)\s*"
    r"(?P<c>\D*?)(?P<last>\d+)(?P<d>\D*?(?:[/.]\d{4})?)",
    re.I,
)
_SIGNS = "-–—~"
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.I)
_WITH_NOUGHT = re.compile(r"[0-9]+[.,]0")  # 123.0, from a spreadsheet


@dataclass(frozen=True, slots=True)
class BranchLookup:
    """Finds the branch of a copy by the code or name in a table.

    ``home`` is the branch of copies for which the table gives no branch. ``codes`` maps the codes
    and names of branches, in lower case, to branch codes.
    """

    home: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    def with_home(self, home: str) -> "BranchLookup":
        """Return this lookup with another ``home``; if ``home`` is "", nothing is changed."""
        return replace(self, home=home) if home else self

    def locate(self, called: str, shelf: str) -> tuple[str, str]:
        """Return the branch and the shelf of a copy whose place the table calls ``called``.

        A place that looks like a shelf is treated as a shelf. If the library has one branch, every
        place that does not look like a branch is treated as a shelf.
        """
        if not called:
            return self.home, shelf
        if code := self.codes.get(called.casefold()):
            return code, shelf
        alone = len(set(self.codes.values())) == 1 and not _BRANCH.search(called)
        if self.home and (alone or _SHELF.match(called)):
            return self.home, " ".join(filter(None, (called, shelf)))
        return called, shelf


def branch_codes_by_name(known: Iterable[Branch]) -> dict[str, str]:
    """Map the codes, names and aliases of branches, in lower case, to branch codes."""
    branches = list(known)
    others = {other.casefold(): each.code for each in branches for other in each.aliases}
    by_name = {each.name.casefold(): each.code for each in branches}
    return {**others, **by_name, **{each.code.casefold(): each.code for each in branches}}


@dataclass(frozen=True, slots=True)
class CopyCells:
    """The cells of a row that describe its copies, exactly as in the table but for the day due."""

    branch: str = ""
    shelf: str = ""
    call_number: str = ""
    status: str = ""
    barcode: str = ""
    copies: str = ""
    due: date | None = None


def items_from_cells(
    cells: CopyCells, branches: BranchLookup, *, branch_needed: bool = True
) -> tuple[Item, ...]:
    """Return one item for each copy that a row describes.

    The number of copies is the count or the number of barcodes, whichever is greater, but at least
    one. Returns an empty tuple if the branch is unknown and ``branch_needed``, or if the count is 0
    and there are no barcodes.
    """
    branch, shelf = branches.locate(cells.branch, cells.shelf)
    counted = parse_copy_count(cells.copies)
    barcodes = _barcodes(cells.barcode, counted)
    many = max(len(barcodes), 1 if counted is None else counted)
    if (branch_needed and not branch) or (counted == 0 and not barcodes):
        return ()
    number = restore_zeros(cells.call_number)
    states = _states(cells.status, many)
    barcodes += [""] * (many - len(barcodes))
    lent = states.count(ItemStatus.ON_LOAN)
    due = (cells.due or find_day(cells.status)) if lent in (1, many) else None
    return tuple(
        Item(branch, shelf, number, state, barcode, due if state is ItemStatus.ON_LOAN else None)
        for state, barcode in zip(states, barcodes, strict=True)
    )


def parse_copy_count(cell: str) -> int | None:
    """Return the number at the start of a cell such as "3 eks.", or None if there is no number."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in cell)
    found = re.match(r"([0-9]{1,6})(?:[.,]0{1,9})?(?![0-9.,])", plain.lstrip())
    if not found or int(found[1]) > MAX_COPIES:
        return None
    return int(found[1])


def _states(cell: str, many: int) -> list[ItemStatus]:
    """Return the status of each copy; a number in the cell is the number of available copies."""
    word = re.sub(r"\s+", " ", cell.casefold()).strip(" .")
    if word.isdigit() and len(word) < 4 and many > 1:
        there = min(int(word), many)
        return [ItemStatus.AVAILABLE] * there + [ItemStatus.ON_LOAN] * (many - there)
    return [_STATE_OF.get(word) or item_statuses.status_from_text(word)] * many


def restore_zeros(cell: str) -> str:
    """Restore leading zeros: a Dewey class has three digits, but spreadsheets turn 025 into 25."""
    return re.sub(r"^[0-9]{1,2}(?=$|\.[0-9]+$)", lambda digits: digits[0].zfill(3), cell)


def _barcodes(cell: str, counted: int | None) -> list[str]:
    if _ROUNDED.fullmatch(cell):  # 1,23457E+11: the last digits are lost
        return []
    if _WITH_NOUGHT.fullmatch(cell):
        cell = cell[:-2]
    parts = [part for each in _APART.split(cell) if (part := " ".join(each.split()))]
    found = [one for part in parts for one in _range(part, counted if len(parts) == 1 else None)]
    return list(dict.fromkeys(found))[:MAX_COPIES]


def _range(part: str, counted: int | None) -> list[str]:
    """Return the accession numbers in a range, or ``part`` alone if it is one hyphenated number."""
    met = _RANGE.fullmatch(part)
    if not met or (met["c"] and met["c"] != met["a"]) or (met["b"] and met["b"] != met["d"]):
        return [part]
    first, last = met["first"], met["last"]
    if len(last) < len(first) and met["to"] in _SIGNS and not met["c"]:
        last = first[: -len(last)] + last  # 00123-25
    many = int(last) - int(first) + 1
    if not 1 < many <= _LONGEST_RANGE or (counted is not None and many != counted):
        return [part]
    if counted is None and met["to"] in _SIGNS and not _is_surely_range(met, last):
        return [part]
    return [f"{met['a']}{n:0{len(first)}}{met['d']}" for n in range(int(first), int(last) + 1)]


def _is_surely_range(met: re.Match[str], last: str) -> bool:
    """Return whether the hyphen certainly means a range (unlike in A1-TK-01-21 or 12-2010)."""
    both = bool(met["a"].strip() and met["c"].strip())
    return both or (len(met["first"]) == len(last) == len(met["last"]) >= 3 and not met["a"])
