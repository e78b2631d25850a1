"""Downloads from upstream systems, with retries and limits on time and size."""

import asyncio
import copy
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx

from kiosk import __version__
from kiosk.central.harvesting.http_answers import (
    PACKED,
    NotSent,
    OutcomeUnknown,
    TryAgain,
    WebAnswer,
    check_response,
    fault_text,
)
from kiosk.central.harvesting.reach import CheckedLoop, Reach
from kiosk.central.harvesting.source_urls import is_http_url, redact_url
from kiosk.errors import SourceError

for _name in ("httpx", "httpcore"):  # these libraries would log complete URLs
    logging.getLogger(_name).setLevel(logging.WARNING)

_BLOCK = 64 * 1024
_HEADERS = {"User-Agent": f"commons-kiosk/{__version__}", "Accept-Encoding": PACKED}
_LONGEST_PAUSE = 300.0  # seconds, even if Retry-After requests a longer wait


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Limits on the downloads of one source: times in seconds, sizes in bytes."""

    connect_timeout: float = 10.0
    silence_timeout: float = 30.0  # without receiving a byte
    answer_timeout: float = 600.0  # for one response including its headers
    max_answer_size: int = 512 * 1024 * 1024
    source_timeout: float = 12 * 3600.0  # for all responses of one source
    max_source_size: int = 16 * 1024**3  # of all responses of one source
    retry_pauses: tuple[float, ...] = (2.0, 10.0, 30.0)  # before each retry


@dataclass(frozen=True, slots=True)
class Download:
    """A downloaded file and its HTTP headers. The file is deleted at the end of the block.

    ``path`` is None if the source responded that the file has not changed (HTTP 304).
    """

    path: Path | None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def validators(self) -> dict[str, str]:
        """The arguments for ``if_changed`` with the next request, by name; "" if not sent."""
        return {
            "etag": self.headers.get("ETag", ""),
            "modified": self.headers.get("Last-Modified", ""),
        }


def if_changed(etag: str, modified: str) -> dict[str, str]:
    """Return headers that request a file only if it has changed (RFC 9110, 13)."""
    headers = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in headers.items() if value}


class AnswerTooLarge(SourceError):
    """An answer, or all answers of a source together, are larger than the limits allow."""


@dataclass(frozen=True, slots=True)
class _Request:
    """A request; ``form`` is the body of a POST request, or None for a GET request."""

    url: str
    headers: Mapping[str, str] | None
    form: Mapping[str, str] | None = field(default=None, repr=False)
    redirects: bool = False


@dataclass(slots=True)
class _Allowance:
    """The time (``until``, monotonic clock) and the bytes that are left for reading a source."""

    until: float
    size_left: int


class Fetcher:
    """Makes requests to upstream systems, from any thread. Close the fetcher after use.

    Requests run in a separate thread, which can abort every wait, even for headers that arrive
    byte by byte.
    """

    def __init__(
        self,
        limits: FetchLimits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        reach: Reach | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Create a fetcher. ``reach`` limits the hosts, also those of redirects.

        ``tls`` is the context for HTTPS; by default the public authorities are trusted.
        """
        self._limits = limits or FetchLimits()
        self._sleep = sleep
        self.reach = reach or Reach()
        self._left = self._allowance()
        self._loop = CheckedLoop(self.reach)
        threading.Thread(target=self._loop.run_forever, name="fetcher", daemon=True).start()
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(
                self._limits.silence_timeout, connect=self._limits.connect_timeout
            ),
            follow_redirects=True,
            headers=_HEADERS,
            verify=tls or True,
            event_hooks={"request": [self._check_reach]},
        )

    def with_fresh_allowance(self) -> "Fetcher":
        """Return a copy for one source, with a new allowance of time and size."""
        return self.with_limits(self._limits)

    def for_question(self, seconds: float, size: int) -> "Fetcher":
        """Return a copy for one short question: no retries, at most ``seconds`` and ``size`` bytes.

        Both limits are for all requests of the copy together.
        """
        limits = replace(
            self._limits,
            answer_timeout=seconds,
            source_timeout=seconds,
            max_answer_size=size,
            max_source_size=size,
            retry_pauses=(),
        )
        return self.with_limits(limits)

    def trusting(self, tls: ssl.SSLContext) -> "Fetcher":
        """Return another fetcher with the same limits, which uses ``tls``. Close it after use."""
        return Fetcher(self._limits, self._sleep, self.reach, tls)

    def with_limits(self, limits: FetchLimits) -> "Fetcher":
        """Return a copy for one source, with ``limits`` and a new allowance of time and size."""
        own = copy.copy(self)
        own._limits = limits
        own._left = own._allowance()
        return own

    def _allowance(self) -> _Allowance:
        return _Allowance(
            time.monotonic() + self._limits.source_timeout, self._limits.max_source_size
        )

    def close(self) -> None:
        """Close the connections and stop the request thread."""
        asyncio.run_coroutine_threadsafe(self._client.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    @contextmanager
    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        is_valid: Callable[[Path], bool] = lambda _path: True,
        *,
        redirects: bool = True,
    ) -> Iterator[Download]:
        """Download ``url`` to a temporary file, named after the last part of the URL.

        A download that was cut off, or that ``is_valid`` rejects, is repeated. Redirections are
        followed unless ``redirects`` is False, which keeps secret ``headers`` from other servers.
        Raises SourceError if all attempts fail.
        """
        if not is_http_url(url):
            raise _bad_url(url)
        request = _Request(_with_params(url, params), headers, redirects=redirects)
        with self._downloaded(request, is_valid) as answer:
            yield answer

    @contextmanager
    def post(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Iterator[Download]:
        """Send ``form`` to ``url`` and download the answer. Raises SourceError, like ``get``.

        A redirection is not followed, so that secrets in ``form`` go nowhere else.
        """
        if not is_http_url(url):
            raise _bad_url(url)
        with self._downloaded(_Request(url, headers, form), lambda _path: True) as answer:
            yield answer

    def exchange(
        self, method: str, url: str, content: bytes, headers: Mapping[str, str]
    ) -> WebAnswer:
        """Send one request without retries or redirections, and return any answer to it.

        Raises NotSent if the request has certainly not been received, OutcomeUnknown if no complete
        answer came, and SourceError if ``url`` must not be reached.
        """
        if not is_http_url(url):
            raise _bad_url(url)
        seconds = min(self._left.until - time.monotonic(), self._limits.answer_timeout)
        if seconds <= 0:
            raise NotSent(f"The source took longer than {self._longest()}.")
        sent = self._exchange(
            self._client.build_request(method, url, content=content, headers=headers), seconds
        )
        return asyncio.run_coroutine_threadsafe(sent, self._loop).result()

    async def _exchange(self, request: httpx.Request, seconds: float) -> WebAnswer:
        later, body = "It will be tried again later.", bytearray()
        try:
            async with asyncio.timeout(seconds):
                response = await self._client.send(request, stream=True, follow_redirects=False)
                try:
                    async for block in response.aiter_bytes(_BLOCK):
                        body += block
                        if len(body) > self._limits.max_answer_size:
                            raise OutcomeUnknown(f"The answer of {request.url.host} is too large.")
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise NotSent(f"{request.url.host} cannot be reached.", later) from fault
        except (TimeoutError, httpx.HTTPError) as fault:
            raise OutcomeUnknown(f"{request.url.host} did not answer.", later) from fault
        return WebAnswer(response.status_code, bytes(body))

    @contextmanager
    def _downloaded(
        self, request: _Request, is_valid: Callable[[Path], bool]
    ) -> Iterator[Download]:
        with TemporaryDirectory(prefix="kiosk-source-") as folder:
            name = PurePosixPath(urlsplit(redact_url(request.url)).path).name
            yield self._download_with_retries(request, Path(folder) / (name or "answer"), is_valid)

    def _download_with_retries(
        self, request: _Request, path: Path, is_valid: Callable[[Path], bool]
    ) -> Download:
        why = ""
        for pause in (*self._limits.retry_pauses, None):
            try:
                answer = self._download_once(request, path)
                if answer.path is None or is_valid(path):
                    return answer
                raise TryAgain("the answer is damaged")
            except TryAgain as fault:
                why = str(fault)
                if pause is not None:
                    self._sleep(min(max(pause, fault.pause), _LONGEST_PAUSE))
        host = httpx.URL(request.url).host
        raise SourceError(f"{host} could not be read: {why}.", "It will be tried again later.")

    def _download_once(self, request: _Request, path: Path) -> Download:
        seconds = self._left.until - time.monotonic()
        if seconds <= 0:
            advice = "Ask for a smaller set of it."
            raise SourceError(f"The source took longer than {self._longest()}.", advice)
        seconds = min(seconds, self._limits.answer_timeout)
        fetched = self._fetch(request, path, seconds)
        return asyncio.run_coroutine_threadsafe(fetched, self._loop).result()

    def _longest(self) -> str:
        seconds = self._limits.source_timeout
        short = 0 < seconds < 3600
        return f"{seconds:g} seconds" if short else f"{seconds / 3600:g} hours"

    async def _fetch(self, request: _Request, path: Path, seconds: float) -> Download:
        get = request.form is None
        try:
            async with (
                asyncio.timeout(seconds),
                self._client.stream(
                    "GET" if get else "POST",
                    request.url,
                    headers=request.headers,
                    data=request.form,
                    follow_redirects=request.redirects,
                ) as response,
            ):
                check_response(response)
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    return Download(None, response.headers)
                await self._save(response, path)
                return Download(path, response.headers)
        except TimeoutError as fault:
            raise TryAgain("it answers too slowly") from fault
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
            raise _bad_url(request.url) from fault
        except httpx.HTTPError as fault:
            raise TryAgain(fault_text(fault)) from fault

    async def _check_reach(self, request: httpx.Request) -> None:
        """Raise SourceError if the host of a request, or of a redirect, must not be reached."""
        await asyncio.get_running_loop().run_in_executor(None, self.reach.check, request.url.host)

    async def _save(self, response: httpx.Response, path: Path) -> None:
        most = min(self._limits.max_answer_size, self._left.size_left)
        size = 0
        with path.open("wb") as out:
            async for block in response.aiter_bytes(_BLOCK):
                size += len(block)
                self._left.size_left -= len(block)
                if size > most:
                    whose = "answer" if most == self._limits.max_answer_size else "source"
                    advice = "Choose a smaller set of it."
                    message = f"The {whose} is larger than {most // 1024**2} MB."
                    raise AnswerTooLarge(message, advice)
                out.write(block)


def _with_params(url: str, params: Mapping[str, str] | None) -> str:
    """Return ``url`` with ``params`` added to the query string."""
    try:
        return str(httpx.URL(url).copy_merge_params(params)) if params else url
    except httpx.InvalidURL as fault:
        raise _bad_url(url) from fault


def _bad_url(url: str) -> SourceError:
    """Return the error for an invalid URL, without details that may contain a password."""
    advice = "It begins with http:// or https://."
    return SourceError(f"“{redact_url(url)}” is not an address that can be fetched.", advice)
