"""Fetching from upstream systems: what stalls, fails or grows without end is given up."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from kiosk import __version__
from kiosk.errors import SourceError

_BLOCK = 64 * 1024
_AGENT = {"User-Agent": f"commons-kiosk/{__version__}"}
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_PAUSE = 300.0  # seconds, whatever Retry-After says


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a source is waited for, in seconds, and how much of it is taken, in bytes."""

    connect: float = 10.0
    silence: float = 30.0  # without a byte
    whole: float = 600.0  # for one answer
    size: int = 512 * 1024 * 1024
    pauses: tuple[float, ...] = (2.0, 10.0, 30.0)  # before each further try


@dataclass(frozen=True, slots=True)
class Answer:
    """What was fetched: a file that lives as long as the block, and the headers with it.

    ``path`` is None where the source says that nothing changed (304).
    """

    path: Path | None
    headers: Mapping[str, str] = field(default_factory=dict)


class _TryAgain(Exception):
    """A fault that may pass; ``pause`` is what the source asks for, in seconds."""

    def __init__(self, why: str, pause: float = 0.0) -> None:
        super().__init__(why)
        self.pause = pause


class Fetcher:
    """GET requests to upstream systems. To be closed."""

    def __init__(
        self, patience: Patience | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._patience = patience or Patience()
        self._sleep = sleep
        self._client = httpx.Client(
            timeout=httpx.Timeout(self._patience.silence, connect=self._patience.connect),
            follow_redirects=True,
            headers=_AGENT,
        )

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        sound: Callable[[Path], bool] = lambda _path: True,
    ) -> Iterator[Answer]:
        """The answer, in a file under the name that ``url`` ends with.

        An answer that is not ``sound`` is asked for again, as is one that was cut off.
        Raises SourceError when it cannot be had.
        """
        with TemporaryDirectory(prefix="kiosk-source-") as folder:
            path = Path(folder) / (Path(httpx.URL(url).path).name or "answer")
            yield self._tried(url, params, headers, path, sound)

    def _tried(
        self,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        path: Path,
        sound: Callable[[Path], bool],
    ) -> Answer:
        why = ""
        for pause in (*self._patience.pauses, None):
            try:
                answer = self._once(url, params, headers, path)
                if answer.path is None or sound(path):
                    return answer
                raise _TryAgain("the answer is damaged")
            except _TryAgain as fault:
                why = str(fault)
                if pause is not None:
                    self._sleep(min(max(pause, fault.pause), _LONGEST_PAUSE))
        host = httpx.URL(url).host
        raise SourceError(f"{host} could not be read: {why}.", "It is tried again later.")

    def _once(
        self,
        url: str,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        path: Path,
    ) -> Answer:
        try:
            with self._client.stream("GET", url, params=params, headers=headers) as response:
                _check(response)
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Answer(None, response.headers)
                self._save(response, path)
                return Answer(path, response.headers)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
            raise SourceError(f"“{url}” is no address that can be fetched.", str(fault)) from fault
        except httpx.HTTPError as fault:
            raise _TryAgain(_in_words(fault)) from fault

    def _save(self, response: httpx.Response, path: Path) -> None:
        limit = time.monotonic() + self._patience.whole
        size = 0
        with path.open("wb") as out:
            for block in response.iter_bytes(_BLOCK):
                size += len(block)
                if size > self._patience.size:
                    megabytes = self._patience.size // 1024**2
                    advice = "Ask for a smaller set of it."
                    raise SourceError(f"The answer is larger than {megabytes} MB.", advice)
                if time.monotonic() > limit:
                    raise _TryAgain("it answers too slowly")
                out.write(block)


def _check(response: httpx.Response) -> None:
    status = response.status_code
    if status in _AGAIN:
        raise _TryAgain(f"it answered {status}", _retry_after(response))
    if status >= 400:
        advice = "Check the address, and that this server may read it."
        raise SourceError(f"{response.url.host} answered {status}.", advice)


def _retry_after(response: httpx.Response) -> float:
    """Seconds (RFC 9110, 10.2.3: a number or a date); 0 where nothing is said."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _in_words(fault: httpx.HTTPError) -> str:
    if isinstance(fault, httpx.ConnectTimeout | httpx.ConnectError):
        return "it cannot be reached"
    if isinstance(fault, httpx.TimeoutException):
        return "it stopped answering"
    if isinstance(fault, httpx.RemoteProtocolError | httpx.ReadError):
        return "the answer was cut off"
    return str(fault) or type(fault).__name__
