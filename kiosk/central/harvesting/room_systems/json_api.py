"""Short questions in JSON to a system on the web."""

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.http_answers import NotSent, OutcomeUnknown, WebAnswer
from kiosk.central.harvesting.room_systems.driver import ANSWER_SECONDS, LARGEST_ANSWER
from kiosk.central.harvesting.systems.web_address import WebAddress
from kiosk.errors import SourceError

T = TypeVar("T")
Id = Annotated[str, BeforeValidator(lambda each: str(each) if isinstance(each, int) else each)]


class Row(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="ignore")  # above all, nothing about persons is kept


class JsonApi:
    """Sends requests to paths below ``root`` in ``address``, in a session.

    ``name`` is what staff call the system. ``sign_in`` returns the headers of a new session; it is
    called at the first request, and again if the session has ended.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        address: WebAddress,
        name: str,
        root: str,
        sign_in: Callable[[], Mapping[str, str]],
    ) -> None:
        self.name = name
        self._fetcher = fetcher
        self._address = address
        self._root = root
        self._sign_in = sign_in
        self._session: Mapping[str, str] = {}

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
    ) -> WebAnswer:
        """Send a request and return its answer with a status below 500.

        A request outside a session has no effect and is repeated, nothing else is. Raises
        OutcomeUnknown if the request may have had an effect, otherwise SourceError.
        """
        if not self._session:
            self._start_session()
        answer = self._exchange(method, path, query, body)
        if answer.status == 401:
            self._start_session()
            answer = self._exchange(method, path, query, body)
        return answer

    def ask(self, path: str, body: object) -> WebAnswer:
        """Send a request outside a session, for ``sign_in``. Raises errors as ``send`` does."""
        return self._exchange("POST", path, None, body)

    def _start_session(self) -> None:
        self._session = {}
        try:
            self._session = self._sign_in()
        except OutcomeUnknown as fault:  # nothing was booked by it
            raise SourceError(str(fault), str(fault.advice)) from None

    def _exchange(
        self, method: str, path: str, query: Mapping[str, str] | None, body: object
    ) -> WebAnswer:
        url = self._address.at(self._root + path) + (f"?{urlencode(query)}" if query else "")
        headers = {"Accept": "application/json", **self._session}
        content = b""
        if body is not None:
            content = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        fetcher = self._fetcher.for_question(ANSWER_SECONDS, LARGEST_ANSWER)
        answer = fetcher.exchange(method, url, content, headers)
        if answer.status == 429:
            raise NotSent(f"{self.name} asks to wait.", "It will be tried again later.")
        if answer.status >= 500 or answer.status == 408:
            raise OutcomeUnknown(
                f"{self.name} answered {answer.status}.", "It will be looked up later."
            )
        if 300 <= answer.status < 400:
            raise SourceError(
                f"{self.name} leads to another address.", "Give the address to which it leads."
            )
        return answer

    def read(self, kind: TypeAdapter[T], answer: WebAnswer) -> T:
        """Return the body of ``answer`` as ``kind``. Raises OutcomeUnknown if it is not valid."""
        try:
            return kind.validate_json(answer.body)
        except ValidationError:
            raise OutcomeUnknown(
                f"The answer of {self.name} is not understood.", "Check the address."
            ) from None

    def refused(self, answer: WebAnswer) -> SourceError:
        """Return the error for a status from 400 to 499 that says nothing about the time."""
        advice = "Check the account, and what it may do there."
        return SourceError(f"{self.name} answered {answer.status}.", advice)


def plain_words(said: Any) -> str:
    """Return the reasons in an answer as one text of at most 300 characters."""
    parts = said if isinstance(said, list) else [said]
    return " ".join(" ".join(str(each).split()) for each in parts if each)[:300]
