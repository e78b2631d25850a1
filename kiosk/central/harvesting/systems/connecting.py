"""Opening the driver of a source, and putting its errors into words for staff."""

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.systems import registry
from kiosk.central.harvesting.systems.driver import KnownCopies, SystemConnection, SystemDriver
from kiosk.central.harvesting.tls import tls_context
from kiosk.central.harvesting.upstream import Upstream
from kiosk.errors import KioskError, SourceError

_log = logging.getLogger(__name__)

Yielded = TypeVar("Yielded")


@contextmanager
def open_driver(
    source: Upstream,
    fetcher: Fetcher,
    *,
    zone: str,
    now: datetime,
    state: str,
    known_copies: KnownCopies,
) -> Iterator[SystemDriver]:
    """Connect to the system of ``source``. Every error of the driver becomes a SourceError.

    ``zone`` is the IANA name of the zone of the system's times, or "" if it is not known.
    """
    options, driver = source.options, None
    with trusting_fetcher(source, fetcher) as trusting:
        try:
            with in_words(source):
                _check_reach(source, fetcher)
                connection = SystemConnection(
                    source.address,
                    trusting,
                    ZoneInfo(zone or "UTC"),
                    now,
                    authority=Path(options.authority) if options.authority else None,
                    fingerprint=options.fingerprint,
                    statuses=options.statuses,
                    options=options.settings,
                    state=state,
                    known_copies=known_copies,
                )
                driver = registry.connect(options.system, connection)
            yield driver
        finally:
            if driver:
                _close(source, driver)


@contextmanager
def trusting_fetcher(source: Upstream, fetcher: Fetcher) -> Iterator[Fetcher]:
    """Yield ``fetcher``, or one that accepts the certificate of the system of ``source``."""
    options = source.options
    if not (options.authority or options.fingerprint):
        yield fetcher
        return
    authority = Path(options.authority) if options.authority else None
    own = fetcher.trusting(tls_context(authority, options.fingerprint))
    try:
        yield own
    finally:
        own.close()


def guarded(source: Upstream, found: Callable[[], Iterable[Yielded]]) -> Iterator[Yielded]:
    """Yield what a driver's function yields. Every error of the driver becomes a SourceError."""
    with in_words(source):
        each = iter(found())
    while True:
        with in_words(source):
            try:
                one = next(each)
            except StopIteration:
                return
        yield one


@contextmanager
def in_words(source: Upstream) -> Iterator[None]:
    """Raise every error in the block as SourceError, without details that may be secret."""
    system = source.options.system
    try:
        yield
    except SourceError:
        raise
    except KioskError as fault:
        raise SourceError(str(fault), str(fault.advice)) from None
    except OSError as fault:
        _log.warning("“%s” cannot be reached: %s", source.name, type(fault).__name__)
        advice = "It will be tried again later. Check the address and the network."
        raise SourceError(f"The system “{system}” cannot be reached.", advice) from None
    except Exception as fault:
        # The message and the arguments of an error may contain the address with its password.
        places = "".join(traceback.format_tb(fault.__traceback__))
        kind = type(fault).__name__
        _log.error("the driver of “%s” failed (%s):\n%s", source.name, kind, places)
        advice = "Nothing was changed. The server's log says where; please report it."
        raise SourceError(f"The driver for “{system}” failed ({kind}).", advice) from None


def _check_reach(source: Upstream, fetcher: Fetcher) -> None:
    try:
        host = urlsplit(source.address).hostname
    except ValueError:
        host = None
    if host:
        fetcher.reach.check(host)


def _close(source: Upstream, driver: SystemDriver) -> None:
    try:
        with in_words(source):
            driver.close()
    except SourceError:
        pass  # logged; what was read is complete
