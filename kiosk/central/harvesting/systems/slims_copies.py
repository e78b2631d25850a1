"""A copy in SLiMS, and what its status means."""

import re
from dataclasses import dataclass
from datetime import date

from kiosk.central.harvesting.systems.unknown_statuses import StatusNames
from kiosk.domain.records import Item, ItemStatus
from kiosk.sources.item_statuses import status_from_text
from kiosk.sources.marc.fields import clean_text

# The statuses that SLiMS installs, by their id, for names that say nothing.
_INSTALLED = {"R": ItemStatus.MISSING, "MIS": ItemStatus.MISSING, "NL": ItemStatus.REFERENCE}
# Names of statuses without loans whose copies are hardly on the shelf.
_AWAY = re.compile(
    r"proses|process|olah|catalogu|katalog|pesan|reserv|\b(?:hold|held)\b|servis|jilid|kirim", re.I
)
_HERE = (ItemStatus.AVAILABLE, ItemStatus.UNKNOWN)
_NONE = ("", "0")  # the id of a copy without a status


@dataclass(frozen=True, slots=True)
class SlimsCopy:
    """A row of ``item`` with its loan. ``title`` is the id of the title (biblio_id).

    ``not_lent`` is the rule no_loan of the status. ``lent`` is True if a loan was not returned;
    ``due`` is its date, or None if SLiMS has none.
    """

    title: int
    barcode: str = ""
    branch: str = ""
    shelf: str = ""
    call_number: str = ""
    status: str = ""
    status_name: str = ""
    not_lent: bool = False
    lent: bool = False
    due: date | None = None

    def to_item(self, names: StatusNames) -> Item:
        """Return the copy with the meaning that ``names`` gives to its status."""
        status = self._status(names)
        return Item(
            branch=clean_text(self.branch),
            shelf=clean_text(self.shelf),
            call_number=clean_text(self.call_number),
            status=status,
            barcode=clean_text(self.barcode),
            due=self.due if status is ItemStatus.ON_LOAN else None,
        )

    def _status(self, names: StatusNames) -> ItemStatus:
        """Return the status. A copy that is missing is never on loan, even if the loan stays."""
        own = self._own_status(names)
        if self.lent and own is not ItemStatus.MISSING:
            return ItemStatus.ON_LOAN
        return own

    def _own_status(self, names: StatusNames) -> ItemStatus:
        if self.status.strip() in _NONE:
            return ItemStatus.AVAILABLE
        name = self.status_name or self.status
        known = status_from_text(name)
        if known is ItemStatus.UNKNOWN:
            known = _INSTALLED.get(self.status.strip().upper(), known)
        if self.not_lent and known in _HERE and not _AWAY.search(name):
            # SLiMS tells its own visitors that such a copy is here, but is not lent.
            known = ItemStatus.REFERENCE
        return names.meaning(name, known)
