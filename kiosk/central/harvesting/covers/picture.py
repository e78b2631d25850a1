"""The small picture of a cover, made from a picture that may be damaged or hostile.

Only :mod:`picture_worker` calls ``make_picture``, in a process of its own: the decoders are written
in C and read what strangers have written.
"""

from io import BytesIO

from PIL import Image, ImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal

LARGEST_PICTURE = 30_000  # bytes of a finished picture
MOST_PIXELS = 50_000_000
_LEAST_SIDE = 40  # pixels; a smaller picture stands for “no cover”
_LONGEST_SHAPE = 4  # times longer than wide, or wider than long
_BOX = (400, 600)  # pixels: a cover in the list and beside a title, also at 200 %
_QUALITIES = (82, 74, 66, 56, 45, 32)
_SMALLER = (1.0, 0.75, 0.5, 0.25)
_ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DEEP_GREY = {"I;16": 256, "I;16B": 256, "I;16L": 256, "I;16N": 256, "I": 256}
# Pillow itself refuses twice this number, for WebP before it reserves memory.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2


def make_picture(content: bytes) -> bytes:
    """Return a WebP file of at most LARGEST_PICTURE bytes and 400 × 600 pixels, without metadata.

    The type is recognised by the content: JPEG, PNG, WebP or GIF. The picture is turned as its
    EXIF says, and transparent parts become white. Raises PictureRefused.
    """
    if len(content) > MOST_BYTES:
        raise PictureRefused(Refusal.TOO_MANY_BYTES)
    decoder = _decoder(content)
    try:
        with decoder(BytesIO(content)) as image:
            _check(image)
            return _encode(_small(image))
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise PictureRefused(Refusal.TOO_MANY_PIXELS) from None
    except Exception:  # the decoders raise errors of many kinds
        raise PictureRefused(Refusal.DAMAGED) from None


def _decoder(content: bytes) -> type[ImageFile.ImageFile]:
    if content.startswith(b"\xff\xd8\xff"):
        return JpegImageFile
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile
    if content.startswith((b"GIF87a", b"GIF89a")):
        return GifImageFile
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WebPImageFile
    drawing = b"<svg" in content[:4096].lower()
    raise PictureRefused(Refusal.DRAWING if drawing else Refusal.UNKNOWN_TYPE)


def _check(image: ImageFile.ImageFile) -> None:
    """Raise PictureRefused by what the header says, before anything is decoded."""
    short, long = sorted(image.size)
    if short * long > MOST_PIXELS:
        raise PictureRefused(Refusal.TOO_MANY_PIXELS)
    if short < _LEAST_SIDE:
        raise PictureRefused(Refusal.TOO_SMALL)
    if long > short * _LONGEST_SHAPE:
        raise PictureRefused(Refusal.NOT_A_COVER)
    if getattr(image, "is_animated", False):
        raise PictureRefused(Refusal.ANIMATED)


def _small(image: ImageFile.ImageFile) -> Image.Image:
    """Return ``image`` upright, in RGB and no larger than the box."""
    longest = max(_BOX)
    image.draft("RGB", (2 * longest, 2 * longest))  # a large JPEG is decoded at half its size
    turn = _TURNS.get(_orientation(image))
    direct = _direct_colours(image)
    direct.thumbnail((2 * longest, 2 * longest), Image.Resampling.BOX)
    upright = direct if turn is None else direct.transpose(turn)
    # A new image has none of the metadata, which Pillow would otherwise write again.
    small = Image.new("RGB", upright.size, "white")
    has_alpha = "A" in upright.getbands()
    small.paste(upright.convert("RGB"), mask=upright.getchannel("A") if has_alpha else None)
    small.thumbnail(_BOX, Image.Resampling.LANCZOS)
    if all(low == high for low, high in map(tuple, _ranges(small))):
        raise PictureRefused(Refusal.BLANK)
    return small


def _ranges(image: Image.Image) -> list[tuple[int, int]]:
    return [band.getextrema() for band in image.split()]  # type: ignore[misc]  # RGB has pairs


def _orientation(image: ImageFile.ImageFile) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # damaged metadata: the picture itself may be whole
        return 1


def _direct_colours(image: Image.Image) -> Image.Image:
    """Return ``image`` without a palette and with at most 8 bits a channel."""
    if image.mode in _DEEP_GREY:
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in ("L", "LA", "RGB", "RGBA"):
        image.load()
        return image
    return image.convert("RGB")


def _encode(image: Image.Image) -> bytes:
    """Return ``image`` as WebP, in the best quality that is small enough."""
    for scale in _SMALLER:
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        smaller = image if scale == 1.0 else image.resize(size, Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            out = BytesIO()
            smaller.save(out, "WEBP", quality=quality, method=2)
            if out.tell() <= LARGEST_PICTURE:
                return out.getvalue()
    raise PictureRefused(Refusal.TOO_MANY_BYTES)
