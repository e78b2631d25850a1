"""Health checks of a kiosk, with advice for staff."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select

from kiosk.errors import KioskError
from kiosk.search.synonyms.synonym_search import Synonyms
from kiosk.services.bookings.covered_reservations import covered_reservations
from kiosk.services.catalogue.catalogue_search import OWN_SYNONYMS
from kiosk.services.catalogue.language_support import LanguageSupport, list_language_support
from kiosk.services.upkeep.check_meaning import describe_meaning
from kiosk.services.upkeep.check_plan import plan_faults
from kiosk.services.upkeep.effective_settings import load_effective_settings
from kiosk.services.upkeep.repair import is_intact
from kiosk.settings import Settings
from kiosk.sources.branch_codes import describe_unknown_branches
from kiosk.store import covers, imports, kiosk_clock, places, tables
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database
from kiosk.store.sync import feed_state, outbox
from kiosk.store.sync.feed_state import FeedState

_MOST_LINES = 5  # of a list that are named
_ENOUGH_BYTES = 500 * 1024**2
_OLD = timedelta(days=7)
_SILENT = timedelta(days=1)
_SKEW = timedelta(minutes=2)


class CheckStatus(StrEnum):
    OK = "ok"
    WARNING = "warning"  # everything works, but something could work better
    FAULT = "fault"  # visitors cannot use something


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one health check: name, one sentence, and advice for staff."""

    name: str
    status: CheckStatus
    message: str
    advice: str = ""


def check_health(
    settings: Settings, database: Database, more: Callable[[], Iterator[CheckResult]] | None = None
) -> list[CheckResult]:
    """Run all checks and return the results.

    ``more`` runs the checks of the display and the sound, which need Qt.
    """
    checks = [
        _integrity(database),
        *_damage(settings),
        _catalogue(database),
        _places(settings, database),
        *_plan(settings, database),
        *_rooms(database),
        _age(database),
        _clock(database),
        _disk(settings, database),
        *_covers(settings, database),
        *_synonyms(database),
        _pin(settings),
        *_meaning(settings, database),
        *_languages(list_language_support(settings.languages)),
    ]
    return checks + list(more() if more else ())


def _integrity(database: Database) -> CheckResult:
    try:
        whole = is_intact(database)
    except KioskError as fault:
        return CheckResult("Database", CheckStatus.FAULT, str(fault), fault.advice)
    if not whole:
        advice = "Save what can be read: kiosk repair. Or restore a back-up: kiosk restore FILE."
        return CheckResult("Database", CheckStatus.FAULT, f"{database.path} is damaged.", advice)
    return CheckResult("Database", CheckStatus.OK, f"{database.path} is intact.")


def _damage(settings: Settings) -> Iterator[CheckResult]:
    kept = sorted(settings.data_dir.glob("damaged-*.sqlite3"))
    if kept:
        message = f"The database was damaged and rebuilt. The damaged file is {kept[-1]}."
        advice = "Check the health of the disk; delete that file when nothing is missing."
        yield CheckResult("Repair", CheckStatus.WARNING, message, advice)


def _catalogue(database: Database) -> CheckResult:
    counted = {}
    with database.read() as connection:
        for table in (tables.bib, tables.item, tables.program):
            counted[table.name] = connection.scalar(select(func.count()).select_from(table)) or 0
    message = "{bib} titles, {item} copies, {program} programme dates.".format(**counted)
    if not counted["bib"]:
        return CheckResult(
            "Catalogue", CheckStatus.FAULT, message, "Import records: kiosk import FILE."
        )
    return CheckResult("Catalogue", CheckStatus.OK, message)


def _places(settings: Settings, database: Database) -> CheckResult:
    with database.read() as connection:
        known, lost = places.list_branches(connection), places.count_unknown_branches(connection)
    if not known:
        advice = "Import a library.toml with the branches and their hours."
        return CheckResult("Branch", CheckStatus.FAULT, "There is no branch.", advice)
    here = next((branch for branch in known if branch.code == settings.branch), None)
    if here is None:
        codes = ", ".join(branch.code for branch in known)
        message = f"The branch of this kiosk is not set; it uses {known[0].code}."
        return CheckResult(
            "Branch", CheckStatus.WARNING, message, f"Run kiosk setup and choose one of: {codes}."
        )
    if lost:
        advice = "Then import the catalogue again."
        return CheckResult("Branch", CheckStatus.WARNING, describe_unknown_branches(lost), advice)
    return CheckResult("Branch", CheckStatus.OK, f"{here.name} ({here.code}).")


def _plan(settings: Settings, database: Database) -> Iterator[CheckResult]:
    with database.read() as connection:
        first = next((each.code for each in places.list_branches(connection)), "")
    faults = plan_faults(database, settings.branch or first, settings.spot)
    if faults:
        advice = "Correct the plan in library.toml or at the console."
        yield CheckResult("Plan", CheckStatus.WARNING, " ".join(faults), advice)
    elif faults is not None:
        message = "No fault was found in the plan of the building."
        yield CheckResult("Plan", CheckStatus.OK, message)


def _rooms(database: Database) -> Iterator[CheckResult]:
    """Warn of reservations whose room was taken later; the console of a server tells of its own."""
    with database.read() as connection:
        if feed_state.load_feed_state(connection) is not None:
            return
    found = list(covered_reservations(database, datetime.now(UTC)))
    if found:
        times = ", ".join(
            f"{space.name} {made.interval.start.astimezone(branch.tz):%Y-%m-%d %H:%M}"
            for branch, space, made in found
        )
        message = f"A programme or a closing has taken the time of reservations: {times}."
        advice = "They are still valid. Move the programme, or tell the visitors."
        yield CheckResult("Rooms", CheckStatus.WARNING, message, advice)


def _age(database: Database) -> CheckResult:
    with database.read() as connection:
        state, waiting = feed_state.load_feed_state(connection), outbox.count_orders(connection)
        last, unfinished = (
            imports.last_import_time(connection),
            imports.list_unfinished_files(connection),
        )
    if state:
        return _server(state, waiting)
    if unfinished:
        message = f"The import of {', '.join(unfinished)} was interrupted."
        advice = "Look at kiosk rejects, then import it again: nothing is duplicated."
        return CheckResult("Imports", CheckStatus.WARNING, message, advice)
    if last is None:
        return CheckResult("Imports", CheckStatus.WARNING, "Nothing has been imported yet.", "")
    message = f"The last import ended on {last:%Y-%m-%d at %H:%M} UTC."
    if datetime.now(UTC) - last > _OLD:
        return CheckResult("Imports", CheckStatus.WARNING, message, "Import newer data.")
    return CheckResult("Imports", CheckStatus.OK, message)


def _server(state: FeedState, waiting: int) -> CheckResult:
    complete, now = state.complete, datetime.now(UTC)
    if state.turned_away:
        message = "The server no longer knows this kiosk."
        return CheckResult("Server", CheckStatus.FAULT, message, "Pair it again: kiosk pair.")
    if complete is None:
        advice = "Run kiosk sync while the server can be reached."
        return CheckResult(
            "Server", CheckStatus.WARNING, "Not all data of the server has arrived.", advice
        )
    message = f"In sync with the server on {complete:%Y-%m-%d at %H:%M} UTC; {waiting} waiting."
    if now - complete > _SILENT:
        advice = "Check the network, then run kiosk sync: it reports the fault."
        return CheckResult("Server", CheckStatus.WARNING, message, advice)
    if state.data_as_of and now - state.data_as_of > _SILENT:
        read_at = f"{state.data_as_of:%Y-%m-%d at %H:%M}"
        stale = f"{message} A source of the server was last read on {read_at}."
        return CheckResult(
            "Server", CheckStatus.WARNING, stale, "Look at the sources at the server's console."
        )
    return CheckResult("Server", CheckStatus.OK, message)


def _clock(database: Database) -> CheckResult:
    now = datetime.now(UTC)
    with database.read() as connection:
        state, last = feed_state.load_feed_state(connection), imports.last_import_time(connection)
        believed = kiosk_clock.assess_clock(connection, now)
    known = [moment for moment in (last, state.contact if state else None) if moment]
    latest = max(known, default=None)
    message = f"It is {now:%Y-%m-%d at %H:%M} UTC by this kiosk's clock"
    advice = "Set the clock (timedatectl), and let it follow the network or replace its battery."
    if latest and latest > now + _SKEW:
        past = f"{message}, which is before {latest:%Y-%m-%d at %H:%M} UTC, when data came in."
        return CheckResult("Clock", CheckStatus.FAULT, past, advice)
    if believed.trusted_again_at and believed.reading > believed.trusted_time:
        jumped = (
            f"{message}; by the time that has passed it would be {believed.trusted_time:%Y-%m-%d}. "
            f"Nothing is forgotten by it before {believed.trusted_again_at:%Y-%m-%d}."
        )
        return CheckResult("Clock", CheckStatus.WARNING, jumped, f"If it is wrong: {advice}")
    if state and abs(state.skew) > _SKEW:
        minutes = round(abs(state.skew).total_seconds() / 60)
        skewed = f"{message}; the server's differed by {minutes} minutes."
        return CheckResult("Clock", CheckStatus.WARNING, skewed, advice)
    return CheckResult("Clock", CheckStatus.OK, f"{message}.")


def _disk(settings: Settings, database: Database) -> CheckResult:
    free = shutil.disk_usage(settings.data_dir).free
    message = f"{free // 1024**2} MB are free in {settings.data_dir}."
    if database.read_only:
        message = f"{settings.data_dir} is read-only: visitors can search but not reserve."
        advice = "Look for disk errors (dmesg), repair the disk (fsck) and start again."
        return CheckResult("Disk", CheckStatus.FAULT, message, advice)
    if free < _ENOUGH_BYTES:
        return CheckResult(
            "Disk", CheckStatus.WARNING, message, "Free some disk space: 500 MB should be free."
        )
    return CheckResult("Disk", CheckStatus.OK, message)


def _covers(settings: Settings, database: Database) -> Iterator[CheckResult]:
    """Say how many pictures of covers are here, if there are any here or on the server."""
    kept = CoverFiles(database.path.parent).sizes().values()
    with database.read() as connection:
        known = covers.count_pictures(connection)
    if known or kept:
        space = load_effective_settings(database, settings).settings.cover_space_mb
        used = -(-sum(kept) // 1024**2)  # rounded up
        message = f"{len(kept)} of {known} pictures are here, in {used} of {space} MB."
        yield CheckResult("Covers", CheckStatus.OK, message)


def _synonyms(database: Database) -> Iterator[CheckResult]:
    faults = Synonyms(database.path.parent / OWN_SYNONYMS).faults()
    if faults:
        message = " ".join(faults[:_MOST_LINES])
        advice = f"Correct {database.path.parent / OWN_SYNONYMS}; the other lines are used."
        yield CheckResult("Synonyms", CheckStatus.WARNING, message, advice)


def _pin(settings: Settings) -> CheckResult:
    if settings.pin_hash:
        return CheckResult("PIN", CheckStatus.OK, "A staff PIN is set.")
    return CheckResult("PIN", CheckStatus.WARNING, "No staff PIN is set.", "Set one: kiosk setup.")


def _meaning(settings: Settings, database: Database) -> Iterator[CheckResult]:
    for works, message, advice in describe_meaning(settings, database):
        status = CheckStatus.OK if works else CheckStatus.WARNING
        yield CheckResult("Meaning", status, message, advice)


def _languages(states: Sequence[LanguageSupport]) -> Iterator[CheckResult]:
    yield _texts(states)
    yield _voices(states)
    yield _keyboards(states)


def _texts(states: Sequence[LanguageSupport]) -> CheckResult:
    partly = [f"{each.code} ({each.percent}%)" for each in states if each.percent < 100]
    if partly:
        message = f"The texts are not fully translated into: {', '.join(partly)}."
        advice = "Visitors see English for the rest; remove the language with kiosk setup."
        return CheckResult("Languages", CheckStatus.WARNING, message, advice)
    message = f"All texts are translated into: {', '.join(each.code for each in states)}."
    return CheckResult("Languages", CheckStatus.OK, message)


def _voices(states: Sequence[LanguageSupport]) -> CheckResult:
    without = [each.code for each in states if each.voice is None]
    if len(without) == len(states):
        message = "There is no speech synthesiser, or no voice of these languages."
        advice = "Install the Debian package espeak-ng."
        return CheckResult("Voices", CheckStatus.WARNING, message, advice)
    if without:
        message = f"There is no voice for: {', '.join(without)}."
        return CheckResult(
            "Voices", CheckStatus.WARNING, message, "They are read with an English voice."
        )
    lent = [f" {e.code} is spoken with that of {e.voice}." for e in states if e.voice != e.code]
    return CheckResult("Voices", CheckStatus.OK, f"Every language has a voice.{''.join(lent)}")


def _keyboards(states: Sequence[LanguageSupport]) -> CheckResult:
    without = [each.code for each in states if not each.language.is_typed]
    if without:
        message = f"The screen has no keyboard for: {', '.join(without)}."
        advice = "Its letters are chosen one by one, or typed on a keyboard that has them."
        return CheckResult("Keyboards", CheckStatus.WARNING, message, advice)
    return CheckResult("Keyboards", CheckStatus.OK, "Every language can be typed on the screen.")
