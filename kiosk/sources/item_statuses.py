"""Item statuses derived from the words and codes of library systems."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kiosk.domain.records import ItemStatus

_AVAILABLE = re.compile(
    r"(?:is )?available|in|on (?:the )?shel(?:f|ves)|checked in|not charged|reshelving|shelving|"
    r"tersedia|ada|disponible|disponibile|disponível|en rayon|en estantería|verfügbar|"
    r"在架|在馆|可借|متاح|متوفر|موجود"
)
_NOT_SURE = re.compile(
    r"\b(?:not available|un-?available|not on shelf|tidak tersedia|tidak ada|indisponible|"
    r"no disponible|nicht verfügbar|soon|not on loan|not checked[ -]?out|not charged|"
    r"(?:dapat|bisa|boleh) dipinjam)\b"
)
_GONE = re.compile(
    r"\b(?:lost|missing|withdrawn|withdrawal|discard\w*|weed\w*|damaged|repairs?|mending|bindery|"
    r"binding|claim\w* (?:returned|never)|long overdue|stolen|not found|trace|hilang|rusak|rosak|"
    r"perbaikan|diperbaiki|penyiangan|disiangi|dijilid|perdue?|perdid[oa]|manquante?|extraviad[oa]|verloren|vermisst)\b|丢失|遗失|مفقود"
)
_ON_LOAN = re.compile(
    r"\b(?:checked[ -]?out|(?:on|out on)[ -]?loan|loaned|charged|overdue|due|renewed|borrowed|"
    r"(?:di|ter)pinjam|emprunté\w*|en prêt|sorti|prestad[oa]|en préstamo|"
    r"ausgeliehen|entliehen)\b|借出|معار"
)
_REFERENCE = re.compile(
    r"\b(?:reference|ref|(?:in[ -])?library use only|(?:in[ -])?building use only|library only|"
    r"in[ -]library use|non[ -]?circulat\w*|do(?:es)? not circulate|not for loan|no loan|"
    r"read(?:ing)? in (?:the )?library|baca di tempat|tandon|referensi|rujukan|consultation|"
    r"sur place|exclue? du prêt|sala de lectura|no se presta|präsenz\w*)\b|馆内阅览"
)
_NOT_LENT = re.compile(r"\btidak (?:dapat |bisa |boleh |untuk )?dipinjam(?:kan)?\b")

_IN_TRANSIT = re.compile(
    r"\b(?:in[- ]?trans(?:it|port|fer)|transit(?:o|ing)?|being (?:sent|transferred|moved)|"
    r"on (?:its|the) way|sedang (?:dikirim|dipindahkan|transit)|dalam (?:pengiriman|perjalanan|"
    r"pemindahan|penghantaran|transit)|en (?:transit|transfert|tránsito|traslado|camino)|"
    r"em (?:trânsito|transferência)|in transito|unterwegs|onderweg|в пути)\b|"
    r"在途|运送中|運送中|调拨中|調撥中|قيد النقل|في الطريق|در حال انتقال|در راه"
)
_HOLD_SHELF = re.compile(
    r"\b(?:holds? ?shel(?:f|ves)|(?:awaiting|waiting for|ready for|available for|held for) "
    r"(?:hold )?pick[- ]?up|pick[- ]?up shelf|rak (?:reservasi|pesanan|tempahan|titipan)|"
    r"(?:menunggu|siap|siap untuk) diambil|mise? de côté|en attente de retrait|"
    r"disponible pour retrait|(?:en espera de|listo para(?: su)?) recog\w+|"
    r"aguardando retirada|abholbereit|zur abholung (?:bereit|bereitgestellt)|abholregal|"
    r"klaar om (?:af te halen|opgehaald te worden)|afhaalplank)\b|"
    r"预约架|預約架|预约书架|待取|بانتظار الاستلام|جاهز للاستلام|رف الحجز|رف الحجوزات"
)
_ON_ORDER = re.compile(
    r"\b(?:on[- ]order|(?:been |being )?ordered|(?:sedang |masih |baru )?dipesan|"
    r"dalam (?:proses )?(?:pemesanan|pesanan)|en commande|commandé|en pedido|in bestellung|"
    r"in bestelling|em encomenda|in ordine|siparişte|в заказе)\b|"
    r"订购中|訂購中|已订购|已訂購|采购中|採購中|قيد الطلب|تحت الطلب|در دست سفارش"
)
# A copy that is away for a reason that is not told, before the reason is looked for.
_AWAY = re.compile(
    r"\b(?:(?:not|un-?)\s?(?:yet )?available|not on (?:the )?shelf|tidak (?:tersedia|ada)|"
    r"no disponible|indisponible|nicht verfügbar)\b"
)
_DENIED = re.compile(
    r"\b(?:not|no|never|no longer|none|without|tidak|belum|bukan|tak|tiada|non|pas|ne|nicht|kein\w*"
    r"|não|niet|geen|не|нет)\b|没有|未|不|非|غير|ليس|لم"
)

_WORDS = (  # the first matching pattern decides
    (_GONE, ItemStatus.MISSING),
    (_IN_TRANSIT, ItemStatus.IN_TRANSIT),
    (_HOLD_SHELF, ItemStatus.HOLD_SHELF),
    (_ON_ORDER, ItemStatus.ON_ORDER),
    (_NOT_LENT, ItemStatus.REFERENCE),
    (_NOT_SURE, ItemStatus.UNKNOWN),
    (_ON_LOAN, ItemStatus.ON_LOAN),
    (_REFERENCE, ItemStatus.REFERENCE),
)


def status_from_text(text: str) -> ItemStatus:
    """Return the status that ``text`` describes, or UNKNOWN if the text is ambiguous.

    A text that says only that the copy is not available now (on hold, in process) is UNKNOWN,
    because only staff know where the copy is. The Indonesian "dipesan" means "on order" here.
    """
    words = " ".join(text.casefold().replace("_", " ").split()).strip(" .!-–")
    if _AVAILABLE.fullmatch(words):
        return ItemStatus.AVAILABLE
    status = next((status for pattern, status in _WORDS if pattern.search(words)), None)
    if status in _PLACES and _DENIED.search(_AWAY.sub("", words)):
        return ItemStatus.UNKNOWN
    return status or ItemStatus.UNKNOWN


_PLACES = (ItemStatus.IN_TRANSIT, ItemStatus.HOLD_SHELF, ItemStatus.ON_ORDER)


Meaning = Callable[[str, ItemStatus], ItemStatus]
# What a name of a status means in the source that is being read; see names_of_source.
_meaning: ContextVar[Meaning | None] = ContextVar("meaning", default=None)


@contextmanager
def names_of_source(meaning: Meaning) -> Iterator[None]:
    """Let ``meaning`` decide in this block what names of statuses mean.

    It receives each name, and the status that the words of the name describe.
    """
    before = _meaning.set(meaning)
    try:
        yield
    finally:
        _meaning.reset(before)


def status_from_name(name: str, described: ItemStatus | None = None) -> ItemStatus:
    """Return the status of the system's own ``name`` for it.

    ``described`` is the status that the name describes, if its words do not say so.
    """
    described = status_from_text(name) if described is None else described
    meaning = _meaning.get()
    return meaning(name, described) if meaning and name else described


# Prefixes of SirsiDynix current locations (999 $k); libraries append their own endings.
_SIRSI = (
    (re.compile(r"CHECKED-?_?OUT|ON-?LOAN"), ItemStatus.ON_LOAN),
    (
        re.compile(r"LOST|MISSING|DISCARD|WITHDRAW|REPAIR|BINDERY|DAMAGE|WEED|CLAIM|LONGOVRDUE"),
        ItemStatus.MISSING,
    ),
    (re.compile(r"IN-?_?TRANSIT"), ItemStatus.IN_TRANSIT),
    (re.compile(r"HOLDS?(?:$|-?_?SHELF)"), ItemStatus.HOLD_SHELF),
    (re.compile(r"ON-?_?ORDER"), ItemStatus.ON_ORDER),
    (re.compile(r"REF(?:ERENCE)?(?![A-Z])|NON-?CIRC|LIB-?USE"), ItemStatus.REFERENCE),
)

# Status codes of Innovative (945 $s), with their most common meanings.
_SIERRA = {
    "-": ItemStatus.AVAILABLE, "o": ItemStatus.REFERENCE, "m": ItemStatus.MISSING,
    "l": ItemStatus.MISSING, "n": ItemStatus.MISSING, "$": ItemStatus.MISSING,
    "z": ItemStatus.MISSING, "w": ItemStatus.MISSING, "d": ItemStatus.MISSING,
    "!": ItemStatus.HOLD_SHELF, "t": ItemStatus.IN_TRANSIT,
}  # fmt: skip

_DATE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2}|[0-9]{6,8}")


def status_from_sirsi_location(location: str) -> ItemStatus:
    """Return the status for a SirsiDynix current location, or UNKNOWN if it is a shelf."""
    found = (status for pattern, status in _SIRSI if pattern.match(location.upper()))
    return next(found, ItemStatus.UNKNOWN)


def status_from_sierra_codes(code: str, due: str) -> ItemStatus:
    """Return the status of a Sierra item; the code "-" with a ``due`` date means "on loan"."""
    status = _SIERRA.get(code.strip().lower(), ItemStatus.UNKNOWN)
    if status is ItemStatus.AVAILABLE and _DATE.search(due):
        return ItemStatus.ON_LOAN
    return status
