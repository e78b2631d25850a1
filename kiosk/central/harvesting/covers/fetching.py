"""Fetching one picture of a cover from a file or from an address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from kiosk.central.feed.cover_links import CoverLink, CoverOrigin, picture_digest
from kiosk.central.harvesting.covers.candidates import Candidate, file_content
from kiosk.central.harvesting.covers.host_pace import HostPace
from kiosk.central.harvesting.covers.picture_maker import PictureMaker
from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal
from kiosk.central.harvesting.download import (
    AnswerTooLarge,
    Fetcher,
    FetchLimits,
    if_changed,
)
from kiosk.central.harvesting.http_answers import RequestRejected
from kiosk.errors import SourceError

_NOT_NOW = frozenset({401, 403, 429})  # of all pictures rather than of this one
_AGAIN_AFTER = {CoverOrigin.SYSTEM: timedelta(days=7), CoverOrigin.SERVICE: timedelta(days=30)}
_UNREACHABLE_AGAIN_AFTER = timedelta(days=1)
# Seconds after each answer. Open Library allows 100 requests by ISBN in five minutes.
PAUSES = {CoverOrigin.SYSTEM: 0.5, CoverOrigin.SERVICE: 4.0}
LIMITS = FetchLimits(
    answer_timeout=60.0,
    max_answer_size=MOST_BYTES,
    source_timeout=4 * 3600.0,
    retry_pauses=(5.0,),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What an origin gave for one title: the link to store, and the picture if it is a new one.

    ``fault`` is the error if the origin did not answer.
    """

    link: CoverLink
    picture: bytes | None = None
    fault: SourceError | None = None


def is_due(candidate: Candidate, known: CoverLink | None, now: datetime) -> bool:
    """Return True if a picture is new or changed, or has not been looked at for long."""
    if known is None or known.place != candidate.place:
        return True
    late = known.refused == Refusal.UNREACHABLE
    if known.origin is CoverOrigin.FOLDER:
        return late or known.etag != candidate.etag
    wait = _UNREACHABLE_AGAIN_AFTER if late else _AGAIN_AFTER[known.origin]
    return not timedelta(0) <= now - known.fetched < wait


class PictureSource:
    """Fetches the pictures of one origin of the source ``stream``.

    ``choose_fetcher`` returns the fetcher for an address.
    """

    def __init__(
        self,
        stream: str,
        origin: CoverOrigin,
        maker: PictureMaker,
        choose_fetcher: Callable[[str], Fetcher],
        pace: HostPace,
    ) -> None:
        self._stream = stream
        self._origin = origin
        self._maker = maker
        self._choose_fetcher = choose_fetcher
        self._pace = pace

    def fetch(self, candidate: Candidate, known: CoverLink | None, now: datetime) -> Found:
        """Return what the origin gives for a title. ``known`` is what it gave before."""
        same = known if known and known.place == candidate.place else None
        link = CoverLink(
            candidate.key, self._stream, self._origin, candidate.place, candidate.etag, "", now
        )
        try:
            content, etag, modified = self._content(candidate, same)
            if content is None:
                assert same is not None
                return Found(replace(same, fetched=now))
            link = replace(link, etag=etag, modified=modified)
            picture = self._maker.make(content)
            return Found(replace(link, picture=picture_digest(picture)), picture)
        except PictureRefused as refused:
            return Found(replace(link, refused=refused.reason))
        except SourceError as fault:
            unreachable = replace(link, refused=Refusal.UNREACHABLE)
            return Found(same if same and same.picture else unreachable, fault=fault)

    def _content(
        self, candidate: Candidate, same: CoverLink | None
    ) -> tuple[bytes | None, str, str]:
        """Return the bytes of a picture, or None if it has not changed, and its two validators.

        Raises PictureRefused if there is no such picture, and SourceError if that is not known.
        """
        if self._origin is CoverOrigin.FOLDER:
            return file_content(candidate), candidate.etag, ""
        headers = if_changed(same.etag, same.modified) if same else {}
        try:
            with (
                self._pace.turn(urlsplit(candidate.address).netloc, PAUSES[self._origin]),
                self._choose_fetcher(candidate.address).get(
                    candidate.address, headers=headers
                ) as answer,
            ):
                content = answer.path.read_bytes() if answer.path else None
                return content, answer.validators["etag"], answer.validators["modified"]
        except AnswerTooLarge:
            raise PictureRefused(Refusal.TOO_MANY_BYTES) from None
        except RequestRejected as fault:
            if fault.status in _NOT_NOW:
                raise
            raise PictureRefused(Refusal.ABSENT) from None
