"""The view model of the partners of the library, and of the page of one partner."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.branches import Branch
from kiosk.domain.partners import Partner
from kiosk.domain.programs import Program
from kiosk.services.bookings.partner_directory import PartnerDirectory
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.refusals import read_or_default
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.value_object import value_object
from kiosk.ui.programs.program_rows import DateRow
from kiosk.ui.programs.program_text import ProgramText

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_LISTED = 20  # programmes on the page of a partner


@dataclass(frozen=True)
class PartnerRow:
    """One partner in the list below the programmes."""

    name: str
    nameLanguage: str


@dataclass(frozen=True)
class PartnerDetails:
    """The page of one partner, in the language of the screen where the library gives it."""

    name: str = ""
    nameLanguage: str = ""
    about: str = ""
    aboutLanguage: str = ""
    contact: str = ""
    contactLanguage: str = ""
    dates: tuple[DateRow, ...] = ()


@QmlElement
@QmlUncreatable("made by the application")
class PartnersModel(QObject):  # type: ignore[operator]
    """The partners with coming programmes, and the partner whose page is open."""

    def __init__(
        self,
        directory: PartnerDirectory,
        branch: Branch,
        translator: Translator,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._directory = directory
        self._t = translator
        self._clock = clock
        self._text = ProgramText(translator, branch.tz)
        self._rows = list_model(PartnerRow)(self)
        self._details = value_object(PartnerDetails)(self)
        self._reset()
        translator.changed.connect(self._show)

    opened = Signal(str)  # the key of the programme that the visitor opens

    def _reset(self) -> None:
        self._partners: list[Partner] = []
        self._open: Partner | None = None
        self._programs: list[Program] = []

    @Slot()
    def start(self) -> None:
        self._partners = read_or_default([], lambda: self._directory.coming(self._clock()))
        self._show()

    @Slot(str)
    def openPartner(self, name: str) -> None:
        """Open the page of the partner that programmes call ``name``."""
        self._open = read_or_default(Partner(name), lambda: self._directory.find(name))
        self._load_programs(self._open)

    @Slot(int)
    def openListed(self, index: int) -> None:
        """Open the page of the partner at ``index`` of the list."""
        self._open = self._partners[index]
        self._load_programs(self._open)

    def _load_programs(self, partner: Partner) -> None:
        self._programs = read_or_default(
            [], lambda: self._directory.programs(partner, self._clock(), _LISTED)
        )
        self._show()

    @Slot(int)
    def openProgram(self, index: int) -> None:
        self.opened.emit(self._programs[index].key)

    @Slot()
    def wipe(self) -> None:
        """Delete the visitor's data."""
        self._reset()
        self._show()

    @Slot()
    def _show(self) -> None:
        self._rows.replace(
            [PartnerRow(*self._local(each.name, each.names)) for each in self._partners]
        )
        partner = self._open
        if partner is None:
            self._details.clear()
            return
        name, name_language = self._local(partner.name, partner.names)
        about, about_language = self._local(partner.about, partner.abouts)
        self._details.replace(
            PartnerDetails(
                name=name,
                nameLanguage=name_language,
                about=about,
                aboutLanguage=about_language,
                contact=partner.contact,
                contactLanguage=self._t.home,
                dates=self._text.dates(self._programs),
            )
        )

    def _local(self, text: str, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return the text in the language of the screen or of the library, and its language."""
        own = texts.get(self._t.code)
        return (own, self._t.code) if own else (text, self._t.home)

    def _get_rows(self) -> QObject:
        return self._rows

    rows = Property(list_model(PartnerRow), _get_rows, constant=True)

    def _get_partner(self) -> QObject:
        return self._details

    partner = Property(value_object(PartnerDetails), _get_partner, constant=True)
