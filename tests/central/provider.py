"""An OAI-PMH repository on a local socket, in which tests can switch on faults."""

import contextlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.central.certificates import Certificate

PAGE = 5

_RECORD = (
    "<record><header><identifier>{id}</identifier><datestamp>{date}</datestamp></header>"
    '<metadata><record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500'
    '</leader><controlfield tag="001">{number}</controlfield><datafield tag="245" ind1="1"'
    ' ind2="0"><subfield code="a">{title}</subfield></datafield></record></metadata></record>'
)
_DC = (
    "<record><header><identifier>{id}</identifier><datestamp>{date}</datestamp></header><metadata>"
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></oai_dc:dc>'
    "</metadata></record>"
)
_DELETED = (
    '<record><header status="deleted"><identifier>{id}</identifier>'
    "<datestamp>{date}</datestamp></header></record>"
)


@dataclass
class Provider:
    """A repository of titles, by number. ``today`` is the date of the repository's clock.

    Each function in ``faults`` is called in turn for one request, with the number of the page
    (counted from 0), and may change the answer.
    """

    titles: dict[int, str] = field(default_factory=dict)
    dates: dict[int, str] = field(default_factory=dict)
    deleted: dict[int, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ("oai_dc", "marcxml")
    deleted_record: str = "persistent"
    today: str = "2026-11-20"
    requests: list[dict[str, str]] = field(default_factory=list)
    faults: list[Callable[[int, "Reply"], None]] = field(default_factory=list)
    url: str = ""

    def add_title(self, number: int, title: str) -> None:
        self.titles[number] = title
        self.dates[number] = self.today
        self.deleted.pop(number, None)

    def delete(self, number: int) -> None:
        del self.titles[number]
        self.deleted[number] = self.today

    def list_requests(self) -> list[dict[str, str]]:
        """Return the requests for records received so far."""
        return [each for each in self.requests if each["verb"] == "ListRecords"]

    def answer(self, question: dict[str, str], reply: "Reply") -> None:
        self.requests.append(question)
        verb = question["verb"]
        if verb == "Identify":
            reply.body = self.page(
                f"<Identify><deletedRecord>{self.deleted_record}</deletedRecord>"
                "<granularity>YYYY-MM-DD</granularity></Identify>"
            )
        elif verb == "ListMetadataFormats":
            offered = "".join(
                f"<metadataFormat><metadataPrefix>{name}</metadataPrefix></metadataFormat>"
                for name in self.formats
            )
            reply.body = self.page(f"<ListMetadataFormats>{offered}</ListMetadataFormats>")
        else:
            self._list(question, reply)

    def _list(self, question: dict[str, str], reply: "Reply") -> None:
        token = question.get("resumptionToken", "")
        prefix, since, first = (
            token.split("|")
            if token
            else (question["metadataPrefix"], question.get("from", ""), "0")
        )
        at = int(first)
        numbers = sorted(
            n for n, date in (self.dates | self.deleted).items() if date >= since and self._is(n)
        )
        if not numbers:
            reply.body = self.page('<error code="noRecordsMatch">Nothing &amp; none</error>')
        else:
            records = "".join(self._record(n, prefix) for n in numbers[at : at + PAGE])
            further = f"{prefix}|{since}|{at + PAGE}" if at + PAGE < len(numbers) else ""
            token = f"<resumptionToken>{escape(further)}</resumptionToken>" if at or further else ""
            reply.body = self.page(f"<ListRecords>{records}{token}</ListRecords>")
        if self.faults:
            self.faults[0](at // PAGE, reply)

    def _is(self, number: int) -> bool:
        return number in self.titles or (number in self.deleted and self.deleted_record != "no")

    def _record(self, number: int, prefix: str) -> str:
        date = self.dates.get(number) or self.deleted[number]
        id = f"oai:library:{number}"
        if number not in self.titles:
            return _DELETED.format(id=id, date=date)
        form = _DC if prefix == "oai_dc" else _RECORD
        return form.format(id=id, date=date, number=number, title=escape(self.titles[number]))

    def page(self, inner: str) -> bytes:
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
            f"<responseDate>{self.today}T12:00:00Z</responseDate>{inner}</OAI-PMH>\n"
        ).encode()


@dataclass
class Reply:
    """An HTTP answer. ``stalls`` is the number of bytes after which nothing more is sent."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    stalls: int | None = None


Answer = Callable[[str, dict[str, str], dict[str, str], Reply], None]


class QuietHandler(BaseHTTPRequestHandler):
    """Answers requests and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def http_server(
    handler: type[BaseHTTPRequestHandler], certificate: Certificate | None = None
) -> Iterator[str]:
    """Run a server on a local socket and yield its URL; with ``certificate`` it speaks HTTPS."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        host = "http://127.0.0.1"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.file, certificate.key)
            web.socket = context.wrap_socket(web.socket, server_side=True)
            host = "https://localhost"
        threading.Thread(target=web.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"{host}:{web.server_address[1]}"
        finally:
            web.shutdown()


@contextlib.contextmanager
def web_server(answer: Answer, certificate: Certificate | None = None) -> Iterator[str]:
    """Run a web server; ``answer`` receives path, query and headers, and fills in the reply.

    The fields of a form that is sent are part of the query. With ``certificate``, the server
    speaks HTTPS.
    """
    over = threading.Event()

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
            both = f"{parts.query}&{sent}" if sent else parts.query
            query = {key: values[0] for key, values in parse_qs(both).items()}
            reply = Reply()
            answer(parts.path, query, {k.lower(): v for k, v in self.headers.items()}, reply)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body[: reply.stalls])
            self.wfile.flush()
            if reply.stalls is not None:
                over.wait(30)

        do_POST = do_GET

    with http_server(Handler, certificate) as url:
        try:
            yield url
        finally:
            over.set()


@contextlib.contextmanager
def repository(**values: object) -> Iterator[Provider]:
    """Run a provider; by default, it has twelve titles in three pages."""
    provider = Provider(**values)  # type: ignore[arg-type]
    if not provider.titles:
        for number in range(1, 13):
            provider.add_title(number, f"Title {number}")
    with web_server(lambda _path, query, _headers, reply: provider.answer(query, reply)) as url:
        provider.url = f"{url}/oai"
        yield provider
