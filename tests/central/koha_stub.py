"""A Koha on a local socket: REST API, ILS-DI and OAI-PMH, with invented items."""

import contextlib
import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.central.provider import Reply, web_server

ACCOUNT = "kiosk:s3cret pass"
KEY = "token-of-the-kiosk"


@dataclass
class KohaStub:
    """Items by number, with the fields of Koha's API; ``now`` is the time of changes.

    ``allowed`` are the parts of the API that the account may read.
    """

    items: dict[int, dict[str, Any]] = field(default_factory=dict)
    due: dict[int, str] = field(default_factory=dict)  # by item
    holds: dict[int, str] = field(default_factory=dict)  # status by item
    deleted: set[int] = field(default_factory=set)  # titles
    now: str = "2026-11-24T16:00:00+07:00"
    allowed: set[str] = field(default_factory=lambda: {"items", "checkouts", "holds", "values"})
    public: bool = True
    ils_di: bool = True
    include_items: bool = True
    url: str = ""
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    override: dict[str, Reply] = field(default_factory=dict)  # answers by path

    def add(self, number: int, title: int, **values: Any) -> None:
        """Add or change an item."""
        plain = {
            "item_id": number, "biblio_id": title, "external_id": f"B{number}",
            "home_library_id": "MPL", "holding_library_id": "MPL", "location": "GEN",
            "callnumber": "641.3 Gra", "checked_out_date": None, "not_for_loan_status": 0,
            "effective_not_for_loan_status": 0, "damaged_status": 0, "lost_status": 0,
            "withdrawn": 0, "restricted_status": None, "item_type_id": "BK",
            "internal_notes": "for staff only",
        }  # fmt: skip
        known = self.items.get(number, plain)
        self.items[number] = known | values | {"timestamp": self.now}

    def lend(self, number: int, due: str) -> None:
        """Lend an item until ``due``, a day."""
        self.add(number, self.items[number]["biblio_id"], checked_out_date=due)
        self.due[number] = f"{due}T23:59:00+07:00"

    def take_back(self, number: int) -> None:
        """Take back an item."""
        self.add(number, self.items[number]["biblio_id"], checked_out_date=None)
        self.due.pop(number, None)

    def paths(self) -> list[str]:
        """Return the paths that were asked for, and forget them."""
        found = [path for path, _ in self.requests]
        self.requests.clear()
        return found

    def answer(
        self, path: str, query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        """Answer a request."""
        self.requests.append((path, query))
        if path in self.override:
            reply.__dict__.update(self.override[path].__dict__)
        elif path.endswith("/oai.pl"):
            reply.body = self._oai(query)
        elif path.endswith("/ilsdi.pl"):
            reply.status, reply.body = (200, self._ils_di(query)) if self.ils_di else (403, b"")
        elif path.endswith("/oauth/token"):
            user, _, password = ACCOUNT.partition(":")
            right = (query["client_id"], query["client_secret"]) == (user, password)
            reply.status = 200 if right else 403
            reply.body = json.dumps({"access_token": KEY, "expires_in": 3600}).encode()
        elif "/public/" in path:
            title = int(path.split("/")[-2])
            found = [each for each in self.items.values() if each["biblio_id"] == title]
            self._rows(found, query, reply)
            reply.status = 401 if not self.public else 200 if found else 404
        else:
            self._private(path.removeprefix("/api/v1/"), query, headers, reply)

    def _private(
        self, path: str, query: dict[str, str], headers: dict[str, str], reply: Reply
    ) -> None:
        basic = f"Basic {b64encode(ACCOUNT.encode()).decode()}"
        if headers.get("authorization") not in (basic, f"Bearer {KEY}"):
            reply.status = 401
            return
        kind = "values" if "authorised" in path else path
        if kind not in self.allowed:
            reply.status = 403
            return
        self._rows([each for each in self._all(path) if _fits(each, query)], query, reply)

    def _all(self, path: str) -> list[dict[str, Any]]:
        if path == "items":
            return list(self.items.values())
        if path == "checkouts":
            return [{"item_id": n, "due_date": due, "patron_id": 7} for n, due in self.due.items()]
        if path == "holds":
            return [
                {"item_id": number, "status": status, "patron_id": 7,
                 "biblio_id": self.items[number]["biblio_id"]}
                for number, status in self.holds.items()
            ]  # fmt: skip
        if "NOT_LOAN" in path:
            return [{"value": "2", "description": "Staff", "opac_description": "Staff collection"}]
        return [{"value": "GEN", "description": "General Stacks", "opac_description": None}]

    def _rows(self, rows: list[dict[str, Any]], query: dict[str, str], reply: Reply) -> None:
        size, page = int(query.get("_per_page", 20)), int(query.get("_page", 1))
        reply.headers["X-Total-Count"] = str(len(rows))
        reply.body = json.dumps(rows[(page - 1) * size : page * size]).encode()

    def _ils_di(self, query: dict[str, str]) -> bytes:
        assert (query["service"], query["id_type"]) == ("GetAvailability", "bib")
        records = ""
        for title in query["id"].split():
            items = "".join(
                f'<dlf:item id="{n}"><dlf:simpleavailability><dlf:identifier>{n}</dlf:identifier>'
                f"{self._availability(each)}<dlf:location>Midway</dlf:location>"
                f"<dlf:itemcallnumber>{each['callnumber']}</dlf:itemcallnumber>"
                "</dlf:simpleavailability></dlf:item>"
                for n, each in self.items.items()
                if each["biblio_id"] == int(title)
            )
            if items:
                head = f'<dlf:bibliographic id="{title}" />'
                records += f"<dlf:record>{head}<dlf:items>{items}</dlf:items></dlf:record>"
        return (
            '<?xml version="1.0" encoding="UTF-8" ?>\n<dlf:collection '
            f'xmlns:dlf="http://diglib.org/ilsdi/1.1">{records}</dlf:collection>'
        ).encode()

    def _availability(self, item: dict[str, Any]) -> str:
        if item["checked_out_date"]:
            return (
                "<dlf:availabilitystatus>not available</dlf:availabilitystatus>"
                "<dlf:availabilitymsg>Checked out</dlf:availabilitymsg>"
            )
        return "<dlf:availabilitystatus>available</dlf:availabilitystatus>"

    def _oai(self, query: dict[str, str]) -> bytes:
        if query["verb"] == "Identify":
            return _page(
                "<Identify><deletedRecord>persistent</deletedRecord>"
                "<granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>"
            )
        titles = sorted({each["biblio_id"] for each in self.items.values()} | self.deleted)
        records = "".join(self._record(n) for n in titles)
        return _page(f"<ListRecords>{records}</ListRecords>")

    def _record(self, title: int) -> str:
        header = f"<identifier>KOHA:{title}</identifier><datestamp>2026-11-24</datestamp>"
        if title in self.deleted:
            return f'<record><header status="deleted">{header}</header></record>'
        items = "".join(
            _field(
                952, a=each["home_library_id"], b=each["holding_library_id"], c=each["location"],
                o=each["callnumber"], p=each["external_id"], q=each["checked_out_date"], y="BK",
                **{"7": str(each["not_for_loan_status"])},
            )
            for each in self.items.values()
            if each["biblio_id"] == title and self.include_items
        )  # fmt: skip
        return (
            f"<record><header>{header}</header><metadata>"
            '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500'
            f'</leader><controlfield tag="001">{title}</controlfield>'
            f"{_field(245, a=f'Title {title}')}{items}</record></metadata></record>"
        )


def _fits(row: dict[str, Any], query: dict[str, str]) -> bool:
    for name, wanted in json.loads(query.get("q", "{}")).items():
        if isinstance(wanted, dict):
            ((sign, value),) = wanted.items()
            assert sign == ">="
            if row[name] < value:
                return False
        elif str(row[name]) not in map(str, wanted):
            return False
    return True


def _field(tag: int, **values: str | None) -> str:
    subfields = "".join(
        f'<subfield code="{code}">{escape(value)}</subfield>' for code, value in values.items()
        if value
    )  # fmt: skip
    return f'<datafield tag="{tag}" ind1=" " ind2=" ">{subfields}</datafield>'


def _page(inner: str) -> bytes:
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<responseDate>2026-11-24T09:00:00Z</responseDate>{inner}</OAI-PMH>"
    ).encode()


@contextlib.contextmanager
def koha() -> Iterator[KohaStub]:
    """Run a Koha with three items of two titles."""
    stub = KohaStub()
    stub.add(5001, 101)
    stub.add(5002, 101, holding_library_id="CPL")
    stub.add(5003, 102, not_for_loan_status=1)
    with web_server(stub.answer) as url:
        stub.url = url
        yield stub
