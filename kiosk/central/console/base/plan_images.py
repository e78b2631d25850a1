"""Pictures of floors that staff upload: SVG or PNG."""

import base64
import re
import struct

from lxml import etree

from kiosk.central.console.refusal import ActionRefused, marked
from kiosk.domain.house.plan import MOST_PICTURE_BYTES, Floor

_PNG = b"\x89PNG\r\n\x1a\n"
_NUMBER = re.compile(r"\d{1,7}(?:\.\d{1,6})?")


def check_picture(raw: bytes) -> tuple[float, float]:
    """Return the width and height of an SVG or PNG file in its own pixels.

    Raises ActionRefused if the file is too large, or neither SVG nor PNG.
    """
    if len(raw) > MOST_PICTURE_BYTES:
        raise ActionRefused(
            marked("console house", "The picture is larger than 1.5 MB."),
            marked("console house", "Please save it smaller."),
        )
    size = _png_size(raw) if raw.startswith(_PNG) else _svg_size(raw)
    if size is None or min(size) <= 0:
        raise ActionRefused(
            marked("console house", "This file is not a picture in SVG or PNG."),
            marked("console house", "Export the plan as SVG or PNG, and choose that file."),
        )
    return size


def _png_size(raw: bytes) -> tuple[float, float] | None:
    """Read the size from the header (PNG, third edition, 11.2.1)."""
    if len(raw) < 24 or raw[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return float(width), float(height)


def _svg_size(raw: bytes) -> tuple[float, float] | None:
    """Read the size from the root element (SVG 2, 8.2): width and height, or the view box."""
    try:
        root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(root).localname != "svg":
        return None
    given = [_NUMBER.match(root.get(name, "").strip()) for name in ("width", "height")]
    if all(given) and "%" not in root.get("width", "") + root.get("height", ""):
        return float(given[0][0]), float(given[1][0])  # type: ignore[index]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        return (float(box[2]), float(box[3])) if len(box) == 4 else None
    except ValueError:
        return None


def data_url(image: str) -> str:
    """Return the URL under which a page shows ``image`` (base64), or "" if there is none.

    Browsers run no scripts of an SVG file in an image element.
    """
    if not image:
        return ""
    kind = "png" if base64.b64decode(image[:16]).startswith(_PNG) else "svg+xml"
    return f"data:image/{kind};base64,{image}"


def size_in_metres(floor: Floor) -> tuple[float, float] | None:
    """Return the width and depth of the picture of ``floor`` in metres, or None without one."""
    if not floor.image:
        return None
    width, height = check_picture(base64.b64decode(floor.image))
    return width * floor.metres_per_pixel, height * floor.metres_per_pixel
