"""The covers in a library system, and how its catalogue is reached."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.source_urls import is_http_url
from kiosk.central.harvesting.systems.connecting import guarded, open_driver, trusting_fetcher
from kiosk.central.harvesting.systems.driver import GivesCovers
from kiosk.central.harvesting.tls import public_tls_context
from kiosk.central.harvesting.upstream import Upstream

ChooseFetcher = Callable[[str], Fetcher]  # the fetcher for an address


def system_covers(
    source: Upstream, fetcher: Fetcher, titles: Iterable[str], now: datetime
) -> Iterator[tuple[str, str]]:
    """Yield the ids of titles and the addresses of their covers in the system of ``source``.

    ``titles`` are the ids of the known titles. Raises SourceError if the system cannot be read.
    """
    with open_driver(
        source, fetcher, zone="", now=now, state="", known_copies=lambda _ids: ()
    ) as driver:
        if isinstance(driver, GivesCovers):
            gives = driver
            for source_id, address in guarded(source, lambda: gives.covers(titles)):
                if is_http_url(address):
                    yield source_id, address


@contextmanager
def picture_fetcher(source: Upstream, fetcher: Fetcher) -> Iterator[ChooseFetcher]:
    """Yield a function that returns the fetcher for the address of a picture.

    What staff chose for certificates applies to the host of the system. Its catalogue may be on
    another host, for which public authorities are trusted too.
    """
    host = urlsplit(source.address).hostname if is_http_url(source.address) else None
    authority = source.options.authority
    public = fetcher
    if authority:
        public = fetcher.trusting(public_tls_context(Path(authority)))
    try:
        with trusting_fetcher(source, fetcher) as own:
            yield lambda address: own if urlsplit(address).hostname == host else public
    finally:
        if public is not fetcher:
            public.close()
