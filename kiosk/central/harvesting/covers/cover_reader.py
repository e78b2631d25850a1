"""Reading the covers of a source's titles, in the background and a little at a time."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from kiosk.central.database import CentralDatabase, batched
from kiosk.central.feed import cover_links, feed
from kiosk.central.feed.cover_links import CoverLink, CoverOrigin
from kiosk.central.feed.covers import outdated_covers, publish_covers
from kiosk.central.harvesting import cover_streams, upstream
from kiosk.central.harvesting.cover_streams import CoverStream
from kiosk.central.harvesting.covers.candidates import (
    Candidate,
    at_service,
    in_folder,
    titles_isbns,
)
from kiosk.central.harvesting.covers.fetching import LIMITS, Found, PictureSource, is_due
from kiosk.central.harvesting.covers.host_pace import HostPace
from kiosk.central.harvesting.covers.picture_maker import PictureMaker
from kiosk.central.harvesting.covers.system_covers import (
    ChooseFetcher,
    picture_fetcher,
    system_covers,
)
from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.schedule import Schedule
from kiosk.central.harvesting.upstream import Upstream
from kiosk.domain.source_keys import join_key, key_prefix, split_key
from kiosk.errors import SourceError
from kiosk.protocol.messages import FeedKind

_log = logging.getLogger(__name__)

_LONGEST = timedelta(hours=1)  # then other changes are looked for before the rest is fetched
_AT_ONCE = 20  # pictures in one transaction
_TOLD_AT_ONCE = 500  # covers in one transaction
_MOST_FAILURES = 3  # in a row: then the origin is left alone until the next reading
_MOST_GONE = 3  # covers that may disappear together if an origin suddenly has none


class _Changed(Exception):
    """Staff changed the origins, or removed the source: the reading ends."""


@dataclass(slots=True)
class CoverReading:
    """The numbers of pictures made and of pictures refused in one reading.

    ``faults`` are the reasons why origins could not be read to the end. ``more`` is True if the
    time was over before the last picture.
    """

    made: int = 0
    refused: int = 0
    more: bool = False
    faults: list[str] = field(default_factory=list)


class CoverReader:
    """Reads the covers of the streams in ``schedule``. ``clock`` returns the time in UTC."""

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        fetcher: Fetcher,
        schedule: Schedule,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetcher = fetcher
        self._schedule = schedule
        self._pace = HostPace(sleep)

    def read(self, stream: CoverStream) -> CoverReading:
        """Read the covers of ``stream`` now."""
        with self._database.read() as connection:
            source = upstream.find_source(connection, stream.name)
        started = self._clock()
        with PictureMaker() as maker:
            job = _Job(
                self._database,
                self._clock,
                stream,
                source,
                maker,
                self._fetcher.with_limits(LIMITS),
                self._pace,
            )
            try:
                job.run()
            except _Changed:
                return job.reading
        self._save(stream, job.reading, started)
        return job.reading

    def _save(self, stream: CoverStream, reading: CoverReading, started: datetime) -> None:
        now, fault = self._clock(), " ".join(reading.faults)
        if fault and fault != stream.fault:
            _log.warning("the covers of “%s” could not all be read: %s", stream.name, fault)
        values: dict[str, object] = {"fault": fault, "busy_until": None}
        if not (reading.faults or reading.more):
            values["read"] = started
        with self._database.write() as connection:
            current = cover_streams.find_stream(connection, stream.name)
            if current and current.due == stream.due:
                values["next_run"] = now if reading.more else now + stream.every
            self._schedule.update(connection, stream.name, **values)


class _Job:
    """One reading of the covers in ``stream``."""

    def __init__(
        self,
        database: CentralDatabase,
        clock: Callable[[], datetime],
        stream: CoverStream,
        source: Upstream | None,
        maker: PictureMaker,
        fetcher: Fetcher,
        pace: HostPace,
    ) -> None:
        self.reading = CoverReading()
        self._database = database
        self._clock = clock
        self._stream = stream
        # The library system to ask, or None.
        self._system = source if stream.system and source and source.gives_covers else None
        self._maker = maker
        self._fetcher = fetcher
        self._pace = pace
        self._titles_of = source.titles_source if source else stream.name
        self._until = clock() + _LONGEST

    def run(self) -> None:
        """Read each origin in turn. Raises _Changed if staff changed the stream."""
        isbns: Mapping[str, Sequence[str]] = {}
        if self._stream.folder or self._stream.service:
            with self._database.read() as connection:
                isbns = titles_isbns(connection, self._titles_of)
        for origin in CoverOrigin:
            try:
                self._read(origin, isbns)
            except SourceError as fault:
                self.reading.faults.append(f"{fault} {fault.advice}".strip())
        self._tell_the_rest()

    def _read(self, origin: CoverOrigin, isbns: Mapping[str, Sequence[str]]) -> None:
        with self._database.read() as connection:
            known = cover_links.load_links(connection, self._stream.name, origin)
        listed = {each.key: each for each in self._candidates(origin, isbns)}
        self._forget(origin, {key: known[key] for key in known.keys() - listed}, bool(listed))
        now = self._clock()
        due = [each for each in listed.values() if is_due(each, known.get(each.key), now)]
        # New titles first, then those that were not looked at for longest.
        due.sort(key=lambda each: _fetched(known.get(each.key)))
        if not due:
            return
        with self._fetchers(origin) as choose:
            source = PictureSource(self._stream.name, origin, self._maker, choose, self._pace)
            self._fetch_all(source, due, known)

    def _candidates(
        self, origin: CoverOrigin, isbns: Mapping[str, Sequence[str]]
    ) -> Iterator[Candidate]:
        stream = self._stream
        if origin is CoverOrigin.FOLDER and stream.folder:
            yield from in_folder(Path(stream.folder), isbns)
        elif origin is CoverOrigin.SYSTEM and self._system:
            with self._database.read() as connection:
                titles = feed.live_keys(connection, FeedKind.RECORD, key_prefix(self._titles_of))
            ids, now = {split_key(key)[1] for key in titles}, self._clock()
            for source_id, address in system_covers(self._system, self._fetcher, ids, now):
                key = join_key(self._titles_of, source_id, "0")
                if key in titles:
                    yield Candidate(key, address, address)
        elif origin is CoverOrigin.SERVICE and stream.service:
            with self._database.read() as connection:
                address = cover_streams.service_address(connection, stream)
                chosen = CoverOrigin.FOLDER, CoverOrigin.SYSTEM
                links = [cover_links.load_links(connection, stream.name, each) for each in chosen]
            better = {each.key for some in links for each in some.values() if each.picture}
            yield from at_service(address, isbns, better)

    def _forget(
        self, origin: CoverOrigin, gone: Mapping[str, CoverLink], lists_others: bool
    ) -> None:
        """Delete the links of titles for which ``origin`` lists no picture any more.

        Raises SourceError if an origin that is still chosen suddenly has no picture at all, as a
        folder on a disk that is not there.
        """
        stream = self._stream
        pictures = sum(bool(each.picture) for each in gone.values())
        chosen = {
            CoverOrigin.FOLDER: bool(stream.folder),
            CoverOrigin.SYSTEM: self._system is not None,
            CoverOrigin.SERVICE: False,  # its titles have a better picture, or no ISBN any more
        }
        if chosen[origin] and not lists_others and pictures > _MOST_GONE:
            of_folder = origin is CoverOrigin.FOLDER
            where = f"The folder {stream.folder}" if of_folder else f"“{stream.name}”"
            raise SourceError(
                f"{where} has no covers; before, {pictures} titles had some.",
                "They were kept. Check that it is there, or take it out of the settings.",
            )
        for batch in batched(sorted(gone), _TOLD_AT_ONCE):
            with self._database.write() as connection:
                self._check(connection)
                cover_links.delete_links(connection, stream.name, origin, batch)
                publish_covers(connection, batch, self._clock())

    @contextmanager
    def _fetchers(self, origin: CoverOrigin) -> Iterator[ChooseFetcher]:
        if origin is CoverOrigin.SYSTEM and self._system:
            with picture_fetcher(self._system, self._fetcher) as choose:
                yield choose
        else:
            yield lambda _address: self._fetcher

    def _fetch_all(
        self, source: PictureSource, due: Sequence[Candidate], known: Mapping[str, CoverLink]
    ) -> None:
        """Fetch the pictures that are due. Raises SourceError if the origin does not answer."""
        found: list[Found] = []
        failures = 0
        try:
            for candidate in due:
                if self._clock() >= self._until:
                    self.reading.more = True
                    return
                found.append(source.fetch(candidate, known.get(candidate.key), self._clock()))
                fault = found[-1].fault
                failures = failures + 1 if fault else 0
                if fault and failures == _MOST_FAILURES:
                    raise fault
                if len(found) >= _AT_ONCE:
                    self._store(found)
                    found = []
        finally:
            self._store(found)

    def _store(self, found: Sequence[Found]) -> None:
        if not found:
            return
        links = [each.link for each in found]
        pictures = [each.picture for each in found if each.picture]
        with self._database.write() as connection:
            self._check(connection)
            cover_links.save_links(connection, links, pictures)
            publish_covers(connection, [each.key for each in links], self._clock())
        self.reading.made += len(pictures)
        self.reading.refused += sum(bool(each.refused) for each in links)

    def _check(self, connection: Connection) -> None:
        """Raise _Changed if staff chose other origins in the meantime, or removed the source."""
        current = cover_streams.find_stream(connection, self._stream.name)
        if current is None or current.origins != self._stream.origins:
            raise _Changed

    def _tell_the_rest(self) -> None:
        """Publish covers that the feed lacks, after a title came back or a reading broke off."""
        with self._database.read() as connection:
            outdated = outdated_covers(connection, self._titles_of)
        for batch in batched(outdated, _TOLD_AT_ONCE):
            with self._database.write() as connection:
                publish_covers(connection, batch, self._clock())


def _fetched(known: CoverLink | None) -> float:
    return known.fetched.timestamp() if known else 0.0
