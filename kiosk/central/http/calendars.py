"""The calendars of spaces, to which other systems subscribe at secret addresses."""

import hashlib

from fastapi import FastAPI, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kiosk.central.bookings import space_calendar
from kiosk.central.server import Server


def add_calendar_routes(app: FastAPI, server: Server) -> None:
    """Add the route of the calendars: ``/spaces/CODE.ics?key=SECRET``."""

    @app.get("/spaces/{code}.ics", include_in_schema=False)
    def calendar(code: str, request: Request, key: str = "") -> Response:
        """Return the busy times of a space, or 304 if they are unchanged (RFC 9110, 13)."""
        with server.database.read() as connection:
            content = space_calendar.read_calendar(connection, code, key, server.clock())
        if content is None:
            raise HTTPException(404, "There is no such calendar.")
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _tags(header: str) -> list[str]:
    """Return the entity tags of an If-None-Match header; weak tags count as well."""
    return [each.strip().removeprefix("W/") for each in header.split(",")]
