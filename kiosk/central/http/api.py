"""The HTTP API for kiosks. Every request except health and pairing is signed by a kiosk."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import FileResponse, JSONResponse, Response
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.requests import ClientDisconnect

from kiosk import __version__
from kiosk.central.feed.feed import CursorExpired
from kiosk.central.fleet.pairing import InvalidPairingCode
from kiosk.central.http.calendars import add_calendar_routes
from kiosk.central.server import Server, SnapshotNotReady
from kiosk.protocol import signature
from kiosk.protocol.messages import (
    PAGE_LIMIT,
    ChangePage,
    CopiesAnswer,
    CopiesQuestion,
    ErrorReply,
    Grant,
    GrantRequest,
    PairReply,
    PairRequest,
    Push,
    PushReply,
    Report,
    ReportReply,
    Snapshot,
)
from kiosk.store.rate_limits import RateLimitExceeded

_log = logging.getLogger(__name__)

_LARGEST_BODY = 4 * 1024 * 1024  # bytes of a request
_Version = Annotated[int, Query(ge=1, le=2**31)]  # the protocol version of the kiosk
_VERSION_UNSTATED = 3  # kiosks state their version only since version 4

_ANYWHERE: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorReply, "description": "not a valid HTTP request"},
    413: {"model": ErrorReply, "description": "the request is too large"},
    422: {"model": ErrorReply, "description": "the request does not match this description"},
    503: {"model": ErrorReply, "description": "temporarily unavailable: try again soon"},
}
# Fixed responses to exceptions: status, code and message.
_FIXED_ANSWERS: dict[type[Exception], tuple[int, str, str]] = {
    ClientDisconnect: (400, "cut", "The request ended too early."),
    InvalidPairingCode: (403, "wrong_code", "The code is unknown, used or expired."),
    RateLimitExceeded: (429, "too_many_tries", "Too many wrong codes: wait 15 minutes."),
    CursorExpired: (410, "too_old", "The feed cannot continue from there: load a snapshot."),
    SnapshotNotReady: (503, "being_made", "The snapshot is being created: try again in a minute."),
}
# "identity" keeps a file that is already compressed, and its ranges, as it is.
_NEVER_CHANGES = {
    "Content-Encoding": "identity",
    "Cache-Control": "private, max-age=31536000, immutable",
}
_SIGNED: dict[int | str, dict[str, Any]] = {
    401: {"model": ErrorReply, "description": "not signed by a kiosk of this library"}
}


def create_kiosk_api(server: Server) -> FastAPI:
    """Create the ASGI application for kiosks.

    The application keeps no state between requests, so several instances may run in parallel.
    """
    # The API is described in docs/openapi.json; the server itself does not publish it.
    app = FastAPI(
        title="Commons Kiosk, central server",
        version=__version__,
        openapi_url=None,
        responses=_ANYWHERE,
    )
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.middleware("http")(_bounded)
    _add_fault_handlers(app, server)
    _add_open_routes(app, server)
    _add_kiosk_routes(app, server)
    add_calendar_routes(app, server)
    return app


def _add_open_routes(app: FastAPI, server: Server) -> None:
    @app.get("/health")
    def health() -> dict[str, str]:
        """Confirm that the server and its database are working."""
        server.public_key("")
        return {"status": "ok", "version": __version__}

    @app.post(
        "/v1/pair",
        responses={
            403: {"model": ErrorReply, "description": "the code is unknown, used or expired"},
            429: {"model": ErrorReply, "description": "too many wrong codes: wait"},
        },
    )
    def pair(wish: PairRequest, request: Request) -> PairReply:
        """Pair a kiosk, using the one-time code that the console displayed to staff."""
        peer = request.client.host if request.client else "unknown"
        return server.pair(wish, peer)


def _add_kiosk_routes(app: FastAPI, server: Server) -> None:
    async def signed(request: Request) -> str:
        return await _kiosk_of(request, server)

    # As a plain default value, the dependency can be local to this function.
    kiosk_id = Depends(signed)

    @app.get(
        "/v1/changes",
        responses={**_SIGNED, 410: {"model": ErrorReply, "description": "take a snapshot"}},
    )
    def changes(
        since: Annotated[int, Query(ge=0, le=2**62)],
        limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT)] = 500,
        version: _Version = _VERSION_UNSTATED,
        kiosk: str = kiosk_id,
    ) -> ChangePage:
        """Return the changes after ``since``, or HTTP status 410 if they are no longer complete."""
        return server.changes(since, limit, version)

    @app.post("/v1/orders", responses=_SIGNED)
    def orders(push: Push, kiosk: str = kiosk_id) -> PushReply:
        """Execute the oldest orders of a kiosk's outbox. Repeated orders have no effect."""
        return server.push(kiosk, push)

    @app.post("/v1/grant", responses=_SIGNED)
    def grant(wish: GrantRequest, kiosk: str = kiosk_id) -> Grant:
        """Return the leases and codes that the kiosk may use while offline."""
        return server.grant(kiosk, wish)

    @app.post("/v1/copies", responses=_SIGNED)
    def copies(question: CopiesQuestion, kiosk: str = kiosk_id) -> CopiesAnswer:
        """Return the copies of titles on a screen, and ask the library system about them."""
        return server.copies(question)

    @app.post("/v1/report", responses=_SIGNED)
    def report(message: Report, kiosk: str = kiosk_id) -> ReportReply:
        """Save the kiosk's status and usage counts. A repeated report has no effect."""
        return server.report(kiosk, message)

    @app.get("/v1/snapshot", responses=_SIGNED)
    def snapshot(version: _Version = _VERSION_UNSTATED, kiosk: str = kiosk_id) -> Snapshot:
        """Return the hash, size and cursor of the newest snapshot."""
        return server.snapshot(version)

    @app.get(
        "/v1/snapshots/{digest}",
        response_class=FileResponse,
        responses={
            **_SIGNED,
            404: {"model": ErrorReply, "description": "there is no such snapshot"},
            206: {"description": "a range of the file"},
        },
    )
    def snapshot_file(digest: str, kiosk: str = kiosk_id) -> Response:
        """Return a snapshot's file or a byte range (RFC 9110, 14). The file never changes."""
        path = server.snapshot_path(digest)
        if path is None:
            raise HTTPException(404, "There is no such snapshot.")
        return FileResponse(path, media_type="application/gzip", headers=_NEVER_CHANGES)

    @app.get(
        "/v1/covers/{digest}",
        response_class=Response,
        responses={
            **_SIGNED,
            200: {"content": {"image/webp": {}}, "description": "the picture, at most 30 kB"},
            404: {"model": ErrorReply, "description": "there is no such picture"},
        },
    )
    def cover(
        digest: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], kiosk: str = kiosk_id
    ) -> Response:
        """Return the picture of a cover, named by its SHA-256 hash. The picture never changes."""
        picture = server.cover(digest)
        if picture is None:
            raise HTTPException(404, "There is no such picture.")
        return Response(picture, media_type="image/webp", headers=_NEVER_CHANGES)


async def _kiosk_of(request: Request, server: Server) -> str:
    """Return the id of the kiosk that signed ``request``. Raises HTTPException (401) otherwise."""
    kiosk = request.headers.get(signature.KIOSK, "")
    signed = request.headers.get(signature.SIGNATURE, "")
    stated = request.headers.get(signature.TIME, "")
    if not (kiosk and signed and stated.isdecimal() and len(stated) < 20):
        raise HTTPException(401, "The request is not signed.")
    key = await run_in_threadpool(server.public_key, kiosk)
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    body = await request.body()
    if key is None or not signature.verify_request(
        key, signed, kiosk, request.method, target, body, int(stated)
    ):
        raise HTTPException(401, "No kiosk of this library created this signature.")
    if abs(server.clock().timestamp() - int(stated)) > signature.MAX_CLOCK_DIFFERENCE:
        raise HTTPException(401, "time")
    return kiosk


async def _bounded(
    request: Request, call_next: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Reject requests whose body is too long or has no stated length."""
    length = request.headers.get("content-length", "0")
    chunked = "transfer-encoding" in request.headers
    if chunked or not length.isdecimal() or int(length) > _LARGEST_BODY:
        return JSONResponse({"code": "too_large", "message": "The request is too long."}, 413)
    return await call_next(request)


def _add_fault_handlers(app: FastAPI, server: Server) -> None:
    """Add handlers that respond to every exception with an ErrorReply in JSON."""

    def answer(
        status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> JSONResponse:
        fault = ErrorReply(code=code, message=message, now=server.clock())
        return JSONResponse(fault.model_dump(mode="json"), status, headers)

    @app.exception_handler(AnyHTTPException)
    async def http_error(_request: Request, fault: AnyHTTPException) -> JSONResponse:
        code = "time" if fault.detail == "time" else "refused"
        return answer(fault.status_code, code, fault.detail, fault.headers)

    @app.exception_handler(RequestValidationError)
    async def not_understood(_request: Request, fault: RequestValidationError) -> JSONResponse:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        return answer(422, "not_understood", f"{where}: {first['msg']}")

    async def fixed(
        status: int, code: str, message: str, _request: Request, _fault: Exception
    ) -> JSONResponse:
        return answer(status, code, message)

    for kind, of_kind in _FIXED_ANSWERS.items():
        app.add_exception_handler(kind, partial(fixed, *of_kind))

    @app.exception_handler(SQLAlchemyError)
    async def no_database(_request: Request, fault: SQLAlchemyError) -> JSONResponse:
        _log.error("the database is not available: %s", fault)
        return answer(503, "no_database", "The database is not available.")
