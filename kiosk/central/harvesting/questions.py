"""Questions to library systems about the titles on a screen, asked in the background.

A title is asked about once a minute at most, for all kiosks together. Answers go to all kiosks by
the feed, so nobody waits for them.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from kiosk.central import tables
from kiosk.central.database import CentralDatabase, upsert_rows
from kiosk.central.feed import feed
from kiosk.central.feed.readings import is_freshly_read
from kiosk.central.harvesting import copies_streams, upstream
from kiosk.central.harvesting.asked_copies import known_copies
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.ingest import known_branches
from kiosk.central.harvesting.systems.connecting import guarded, open_driver
from kiosk.central.harvesting.systems.driver import MOST_ASKED
from kiosk.central.harvesting.upstream import SourceKind, Upstream
from kiosk.domain.records import BibliographicRecord, TitleCopies
from kiosk.domain.source_keys import join_key, split_key
from kiosk.errors import SourceError
from kiosk.protocol.bodies import SourcedCopies
from kiosk.protocol.messages import FeedKind
from kiosk.sources.branch_codes import BranchCodeMapper
from kiosk.sources.sanitising import sanitise_entries

_log = logging.getLogger(__name__)

_AGAIN_AFTER = timedelta(minutes=1)
_FORGOTTEN_AFTER = timedelta(days=1)
_AT_ONCE = 8  # questions; while so many are open, none is added


class Questions:
    """Asks the systems in ``database``. ``clock`` returns the time in UTC."""

    def __init__(
        self, database: CentralDatabase, clock: Callable[[], datetime], fetcher: Fetcher
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._free = threading.Semaphore(_AT_ONCE)
        self._open: set[threading.Thread] = set()

    def ask(self, keys: Sequence[str]) -> bool:
        """Ask about the titles with these feed keys; return True if a system is being asked now.

        Returns at once. Titles that no system provides, and titles asked about in the last minute,
        are left out.
        """
        with self._database.read() as connection:
            systems = _systems(connection)
        wanted = {key: systems[split_key(key)[0]] for key in keys if split_key(key)[0] in systems}
        if not wanted:
            return False
        with self._database.write() as connection:
            mine = _claim(connection, wanted, self._clock())
        started = [self._start(source, some) for source, some in _by_source(wanted, mine)]
        return any(started)

    def wait(self) -> None:
        """Wait until the open questions are answered, for tests."""
        for thread in list(self._open):
            thread.join()

    def _start(self, source: Upstream, keys: list[str]) -> bool:
        if not self._free.acquire(blocking=False):
            return False
        thread = threading.Thread(target=self._ask, args=(source, keys), daemon=True)
        self._open.add(thread)
        thread.start()
        return True

    def _ask(self, source: Upstream, keys: list[str]) -> None:
        try:
            self._store(source, self._answers(source, keys))
        except SourceError as fault:
            _log.info("“%s” does not say where its copies are: %s", source.name, fault)
        except Exception:
            _log.exception("a question to “%s” failed", source.name)
        finally:
            self._free.release()
            self._open.discard(threading.current_thread())

    def _answers(self, source: Upstream, keys: list[str]) -> list[TitleCopies]:
        ids = [split_key(key)[1] for key in keys]
        with self._database.read() as connection:
            # The answer to the question needs the complete address.
            asked = upstream.find_source(connection, source.name) or source
            zone = source.options.zone or feed.common_time_zone(connection)
            stream = copies_streams.find_stream(connection, source.name)
        with open_driver(
            asked,
            self._fetcher.with_fresh_allowance(),
            zone=zone,
            now=self._clock(),
            state=stream.state if stream else "",
            known_copies=lambda some: known_copies(self._database, source.titles_source, some),
        ) as driver:
            return list(guarded(asked, lambda: driver.ask(ids)))

    def _store(self, source: Upstream, answers: Iterable[TitleCopies]) -> None:
        """Publish the answers. They are dated if the bulk readings are not fresh."""
        now, titles_of = self._clock(), source.titles_source
        mapper = BranchCodeMapper(known_branches(self._database).codes)
        told = sanitise_entries(
            BibliographicRecord(each.source_id, "", items=each.items) for each in answers
        )
        records = [each for each in told if isinstance(each, BibliographicRecord)]
        with self._database.write() as connection:
            fresh = is_freshly_read(connection, titles_of, now)
            copies = {
                join_key(titles_of, each.source_id, "0"): TitleCopies(
                    each.source_id,
                    tuple(
                        item if fresh or item.as_of else replace(item, as_of=now)
                        for item in mapper.with_branch_codes(each).items
                    ),
                )
                for each in records
            }
            known = feed.existing_keys(connection, FeedKind.RECORD, copies)
            things = [SourcedCopies(titles_of, 0, copies[key]) for key in copies if key in known]
            feed.publish(connection, things, now)
            if not fresh:
                table = tables.asked_title
                mine = table.c.key.in_(known)
                connection.execute(update(table).where(mine).values(dated=1))


def _systems(connection: Connection) -> dict[str, Upstream]:
    """Return the library systems, by the name of the source of their titles."""
    known = upstream.list_sources(connection)
    return {each.titles_source: each for each in known if each.kind is SourceKind.SYSTEM}


def _by_source(
    wanted: Mapping[str, Upstream], keys: Iterable[str]
) -> Iterable[tuple[Upstream, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[wanted[key].titles_source].append(key)
    return [(wanted[some[0]], some[:MOST_ASKED]) for some in found.values()]


def _claim(connection: Connection, wanted: Mapping[str, Upstream], now: datetime) -> list[str]:
    """Return those keys about which nobody has asked in the last minute; they are asked now."""
    table = tables.asked_title
    connection.execute(delete(table).where(table.c.at < now - _FORGOTTEN_AFTER, table.c.dated == 0))
    recent = table.c.at.between(now - _AGAIN_AFTER, now + _AGAIN_AFTER)
    asked = connection.scalars(select(table.c.key).where(recent, table.c.key.in_(wanted)))
    mine = sorted(set(wanted) - set(asked))
    rows = [{"key": key, "source": wanted[key].titles_source, "at": now} for key in mine]
    upsert_rows(connection, table, rows, ["key"])
    return mine
