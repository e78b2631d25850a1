"""Short questions in JSON to a system on the web."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from pydantic import TypeAdapter, ValidationError

from kiosk.central.harvesting.download import Fetcher
from kiosk.central.harvesting.http_answers import NotSent, OutcomeUnknown, WebAnswer
from kiosk.central.harvesting.room_systems.driver import ANSWER_SECONDS, LARGEST_ANSWER
from kiosk.central.harvesting.systems.web_address import WebAddress
from kiosk.errors import SourceError

T = TypeVar("T")
_ACCEPT = {"Accept": "application/json"}


class JsonApi:
    """Sends requests to paths below ``address``; ``name`` is what staff call the system."""

    def __init__(self, fetcher: Fetcher, address: WebAddress, name: str) -> None:
        self._fetcher = fetcher
        self._address = address
        self.name = name

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> WebAnswer:
        """Send one request, without retries, and return its answer with a status below 500.

        Raises OutcomeUnknown if the request may have had an effect, otherwise SourceError.
        """
        url = self._address.at(path) + (f"?{urlencode(query)}" if query else "")
        own = dict(_ACCEPT)
        content = b""
        if body is not None:
            content = json.dumps(body).encode()
            own["Content-Type"] = "application/json"
        fetcher = self._fetcher.for_question(ANSWER_SECONDS, LARGEST_ANSWER)
        answer = fetcher.exchange(method, url, content, {**own, **(headers or {})})
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
