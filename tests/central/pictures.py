"""Pictures for tests of covers: honest ones, and hostile ones made by hand."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw


def drawn(
    seed: int = 1, size: tuple[int, int] = (120, 180), kind: str = "JPEG", **options: object
) -> bytes:
    """Return a picture with some shapes; each ``seed`` gives another one."""
    image = Image.new("RGB", size, (seed * 47 % 256, seed * 101 % 256, seed * 13 % 256))
    draw = ImageDraw.Draw(image)
    for at in range(6):
        left, top = seed * 31 * (at + 1) % size[0], seed * 57 * (at + 3) % size[1]
        colour = (at * 40, 255 - at * 40, seed * 29 % 256)
        draw.ellipse((left, top, left + size[0] // 3, top + size[1] // 4), fill=colour)
    return as_file(image, kind, **options)


def as_file(image: Image.Image, kind: str, **options: object) -> bytes:
    """Return ``image`` as a file of this kind."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """Return a finished picture, decoded."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def animated(kind: str, frames: int = 3) -> bytes:
    """Return an animation."""
    images = [Image.new("RGB", (80, 120), (at * 60 % 256, 0, 90)) for at in range(frames)]
    return as_file(images[0], kind, save_all=True, append_images=images[1:], duration=100)


def png_of_size(width: int, height: int) -> bytes:
    """Return a small PNG whose header claims these pixels, with rows of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * min(height, 2_000))
    end = chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + end


def webp_of_size(width: int, height: int) -> bytes:
    """Return a WebP whose extended header claims this canvas."""
    honest = drawn(kind="WEBP")
    canvas = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas
    body = b"WEBP" + extended + honest[12:]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_of_size(width: int, height: int) -> bytes:
    """Return a JPEG whose frame header claims these pixels."""
    honest = bytearray(drawn())
    at = honest.index(b"\xff\xc0")  # start of frame: length, precision, height, width
    honest[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(honest)


def gif_of_size(width: int, height: int) -> bytes:
    """Return a GIF whose screen has these pixels."""
    honest = bytearray(drawn(kind="GIF"))
    honest[6:10] = struct.pack("<HH", width, height)
    return bytes(honest)
