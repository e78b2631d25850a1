"""The view models of the kiosk. Every view model is declared in this module."""

import platform
from functools import partial

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.services.bookings.partner_directory import PartnerDirectory
from kiosk.services.bookings.print_receipt import ReceiptPrinter
from kiosk.services.bookings.program_search import ProgramSearch
from kiosk.services.bookings.registration_service import RegistrationService
from kiosk.services.bookings.reservation_service import ReservationService
from kiosk.services.bookings.space_availability import SpaceAvailability
from kiosk.services.catalogue.catalogue_search import CatalogueSearch
from kiosk.services.catalogue.language_support import list_language_support
from kiosk.services.catalogue.meaning_search import MeaningSearch
from kiosk.services.catalogue.related_titles import RelatedTitles
from kiosk.services.catalogue.scanned_titles import ScannedTitles
from kiosk.services.context import Context
from kiosk.services.data_age import read_data_age
from kiosk.services.house_guide import HouseGuide
from kiosk.services.overview import LibraryOverview
from kiosk.services.rate_limiter import PIN, RateLimiter
from kiosk.services.suggestions import SuggestionBox
from kiosk.services.sync.join import join_server
from kiosk.services.upkeep.check_health import check_health
from kiosk.speech.phrases import Phrase, phrases_for_listener
from kiosk.speech.speaker import Speaker
from kiosk.ui.accessibility.accessibility_settings import AccessibilitySettings
from kiosk.ui.accessibility.fittings import Fittings
from kiosk.ui.accessibility.keypad import Keypad
from kiosk.ui.accessibility.language_samples import LanguageSamples
from kiosk.ui.accessibility.speech_guide import SpeechGuide
from kiosk.ui.base.background import Background
from kiosk.ui.base.receipt import Receipt
from kiosk.ui.base.session import Session
from kiosk.ui.base.translator import Translator
from kiosk.ui.base.view_model import view_model
from kiosk.ui.catalogue.browse import BrowseModel
from kiosk.ui.catalogue.letter_offers import LetterOffers
from kiosk.ui.catalogue.library_branches import LibraryBranches
from kiosk.ui.catalogue.new_titles import NewTitles
from kiosk.ui.catalogue.picture_choices import PictureChoices
from kiosk.ui.catalogue.related import RelatedModel
from kiosk.ui.catalogue.search import SearchModel
from kiosk.ui.codes.booking_by_code import BookingByCode
from kiosk.ui.home.attract import Attract
from kiosk.ui.home.home import HomeModel
from kiosk.ui.house.way import WayModel
from kiosk.ui.programs.partners import PartnersModel
from kiosk.ui.programs.programs import ProgramsModel
from kiosk.ui.programs.registrations import Registrations
from kiosk.ui.scanning.scanned_code import ScannedCode
from kiosk.ui.shell.branding import Branding
from kiosk.ui.spaces.reservations import Reservations
from kiosk.ui.spaces.spaces import SpacesModel
from kiosk.ui.staff.first_start import FirstStart
from kiosk.ui.staff.staff_screen import StaffModel
from kiosk.ui.staff.sync_status import SyncStatus
from kiosk.ui.suggestions.suggestions import Suggestions

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the application")
class ViewModels(QObject):  # type: ignore[operator]
    """All view models, as constant properties for QML.

    Each ``@view_model`` method builds one view model and connects its signals. View models that
    contain a visitor's data are connected to ``wiping``. View models that queue orders for the
    server are connected to ``ordered``, and view models that show the server's answers are
    connected to the news of the sync. ``copiesAsked`` is emitted with the feed keys of the titles
    that a visitor looks at.
    """

    wiping = Signal()
    ordered = Signal()
    copiesAsked = Signal(list)

    def __init__(self, context: Context, speaker: Speaker) -> None:
        super().__init__()
        self._context = context
        self.speaker = speaker
        self.background = Background(self)
        settings = context.settings
        self.keypad = Keypad(settings.keypad, fitted="keys" in settings.fitted)
        self.keypad.setParent(self)
        self.catalogue = CatalogueSearch(context.database)
        self.meaning = MeaningSearch(context.database.path.parent)
        self._asking_meaning = Background(self)
        branch, names = context.branch, context.effective.branches
        near_first = {branch.code: branch.name} | names if branch.code else names
        # Without a branch of its own, a kiosk shows the hours of the first one; it is in none.
        own = branch.code if settings.branch == branch.code or len(names) < 2 else ""
        self._branches = LibraryBranches(near_first, own, context.effective.branch_names, branch.tz)
        self._keeper = ReservationService(context.database)
        self.wiping.connect(self.background.forget)
        self.wiping.connect(self._asking_meaning.forget)
        for name, declared in vars(ViewModels).items():  # build all view models in the order below
            if isinstance(declared, Property):
                getattr(self, name)

    @view_model
    def translator(self) -> Translator:
        settings = self._context.settings
        return Translator(settings.languages, settings.language)

    @view_model
    def accessibility(self) -> AccessibilitySettings:
        return AccessibilitySettings(self._context.settings.speech_at_start)

    @view_model
    def fittings(self) -> Fittings:
        settings = self._context.settings
        flicks = settings.flick_ms > 0
        return Fittings(settings.fitted, self.keypad, self.translator, flicks=flicks)

    @view_model
    def session(self) -> Session:
        settings = self._context.settings
        return Session(settings.idle_seconds, settings.idle_warning_seconds)

    @view_model
    def staff(self) -> StaffModel:
        context, settings = self._context, self._context.settings
        model = StaffModel(
            settings,
            context.branch,
            self.translator,
            context.clock,
            partial(check_health, settings, context.database),
            partial(list_language_support, settings.languages),
            RateLimiter(context.database, PIN),
        )
        self.wiping.connect(model.lock)
        return model

    @view_model
    def guide(self) -> SpeechGuide:
        context = self._context
        percent = context.settings.loudspeaker_percent
        self.speaker.set_today(lambda: context.clock().astimezone(context.branch.tz).date())
        model = SpeechGuide(self.speaker, self.accessibility, self.translator, self.keypad, percent)
        self.wiping.connect(model.hints.wipe)
        return model

    @view_model
    def samples(self) -> LanguageSamples:
        return LanguageSamples(self.speaker)

    @view_model
    def find(self) -> SearchModel:
        clock = self._context.clock
        model = SearchModel(self.catalogue, self._branches, self.translator, self.background, clock)
        self.sync.news.connect(model.refresh)
        self.sync.changed.connect(model.reword)  # every minute
        model.looked_at.titles.connect(self._ask_copies)
        self.wiping.connect(model.wipe)
        self.wiping.connect(self.catalogue.forget)
        return model

    @view_model
    def related(self) -> RelatedModel:
        model = RelatedModel(
            RelatedTitles(self.catalogue, self.meaning),
            self.find,
            self._branches,
            self.translator,
            self._asking_meaning,
            self._context.clock,
        )
        self.sync.news.connect(model.refresh)
        self.sync.changed.connect(model.reword)  # every minute
        self.wiping.connect(model.wipe)
        return model

    @Slot(list)
    def _ask_copies(self, bib_ids: list[int]) -> None:
        self.background.run(
            "keys",
            lambda: self.catalogue.feed_keys(bib_ids),
            self.copiesAsked.emit,
            lambda _: None,  # nothing is asked
        )

    @view_model
    def letter_offers(self) -> LetterOffers:
        model = LetterOffers(self.catalogue, self.find, self.translator, self.background)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def new_titles(self) -> NewTitles:
        clock = self._context.clock
        model = NewTitles(self.catalogue, self._branches, self.translator, self.background, clock)
        self.sync.news.connect(model.refresh)
        self.sync.changed.connect(model.reword)  # every minute
        return model

    @view_model
    def pictures(self) -> PictureChoices:
        return PictureChoices(self.catalogue, self.translator, self.background)

    @view_model
    def browse(self) -> BrowseModel:
        model = BrowseModel(self.catalogue, self.translator, self.background)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def registrations(self) -> Registrations:
        context = self._context
        model = Registrations(
            RegistrationService(context.database), context.branch, self.translator, context.clock
        )
        model.registered.connect(self.ordered)
        self.sync.news.connect(model.refresh)
        return model  # ProgramsModel deletes this model's data

    @view_model
    def programs(self) -> ProgramsModel:
        context = self._context
        model = ProgramsModel(
            ProgramSearch(context.database, context.branch.tz),
            self.registrations,
            context.branch,
            self.translator,
            context.clock,
        )
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def partners(self) -> PartnersModel:
        context = self._context
        programs = ProgramSearch(context.database, context.branch.tz)
        directory = PartnerDirectory(context.database, programs)
        model = PartnersModel(directory, context.branch, self.translator, context.clock)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def reservations(self) -> Reservations:
        context = self._context
        model = Reservations(self._keeper, context.branch, self.translator, context.clock)
        model.reserved.connect(self.ordered)
        self.sync.news.connect(model.refresh)
        return model  # SpacesModel deletes this model's data

    @view_model
    def spaces(self) -> SpacesModel:
        context = self._context
        model = SpacesModel(
            SpaceAvailability(context.database, context.branch),
            self.reservations,
            context.branch,
            self.translator,
            context.clock,
        )
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def lookup(self) -> BookingByCode:
        context = self._context
        model = BookingByCode(self._keeper, context.branch, self.translator, context.clock)
        model.checkedIn.connect(self.ordered)
        model.cancelled.connect(self.ordered)
        model.cancelled.connect(self.reservations.refresh)
        model.cancelled.connect(self.registrations.refresh)
        self.sync.news.connect(model.refresh)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def way(self) -> WayModel:
        context = self._context
        guide = HouseGuide(context.database, context.branch.code, context.settings.spot)
        model = WayModel(guide, self.translator, self._read_aloud)
        self.sync.news.connect(model.changed)  # the plan may have come
        self.wiping.connect(model.wipe)
        return model

    def _read_aloud(self, words: str) -> None:
        own, home = self.translator.code, self.translator.home
        self.speaker.say(tuple(phrases_for_listener([Phrase(words, own)], own, home)))

    @view_model
    def suggestions(self) -> Suggestions:
        context = self._context
        model = Suggestions(SuggestionBox(context.database), self.translator, context.clock)
        model.sent.connect(self.ordered)
        self.sync.news.connect(model.refresh)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def sync(self) -> SyncStatus:
        context = self._context
        return SyncStatus(partial(read_data_age, context.database), self.translator, context.clock)

    @view_model
    def home(self) -> HomeModel:
        context = self._context
        model = HomeModel(
            LibraryOverview(context.database, context.branch, self.catalogue),
            context.branch,
            self.translator,
            self.background,
            context.clock,
        )
        self.ordered.connect(model.tick)
        self.sync.news.connect(model.refresh)
        self.wiping.connect(model.refresh)  # wiping has dropped the pending jobs
        return model

    @view_model
    def scanned(self) -> ScannedCode:
        titles = ScannedTitles(self._context.database)
        model = ScannedCode(titles, self.translator, self.background)
        self.wiping.connect(model.wipe)
        return model

    @view_model
    def attract(self) -> Attract:
        return Attract(
            self._context.settings.attract_seconds,
            self.session,
            self.guide,
            self.accessibility,
            self.translator,
            self.background,
        )

    @view_model
    def branding(self) -> Branding:
        context = self._context
        return Branding(context.effective.shared, context.branch, self.translator, context.clock)

    @view_model
    def first_start(self) -> FirstStart:
        context, database = self._context, self._context.database
        name = platform.node() or "kiosk"
        return FirstStart(
            context.first_start,
            context.settings,
            context.effective.branches,
            self.translator,
            self.background,
            lambda url, code: join_server(database, url, code, name).branch,
        )

    @view_model
    def receipt(self) -> Receipt:
        settings = self._context.settings
        printer = settings.receipt_printer
        printing = ReceiptPrinter(printer).print if printer else None
        model = Receipt(printing, self.translator, settings.library_name, self.way.sentences)
        self.wiping.connect(model.wipe)
        return model
