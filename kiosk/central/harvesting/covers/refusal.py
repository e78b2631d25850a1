"""The reasons why a title has no picture of its cover."""

from enum import StrEnum

from kiosk.errors import Message, marked

MOST_BYTES = 10 * 1024**2  # of a picture as it comes


class Refusal(StrEnum):
    """Why a title has no picture from an origin."""

    ABSENT = "absent"  # the origin has none
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    NOT_A_COVER = "not_a_cover"  # far too long or too wide
    BLANK = "blank"  # one colour all over
    DRAWING = "drawing"  # SVG
    UNKNOWN_TYPE = "unknown_type"
    ANIMATED = "animated"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"  # a file that the server may not read
    UNREACHABLE = "unreachable"  # the origin did not answer; it is asked again the next day


class PictureRefused(Exception):
    """A picture cannot become a cover."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


# For staff, after a number of titles: “12 titles: …”.
IN_WORDS: dict[Refusal, Message] = {
    Refusal.ABSENT: marked("console covers", "there is no picture"),
    Refusal.TOO_MANY_BYTES: marked("console covers", "the file is larger than 10 MB"),
    Refusal.TOO_MANY_PIXELS: marked("console covers", "the picture has too many pixels"),
    Refusal.TOO_SMALL: marked("console covers", "the picture is too small"),
    Refusal.NOT_A_COVER: marked("console covers", "the picture is far too long or too wide"),
    Refusal.BLANK: marked("console covers", "the picture is of one colour"),
    Refusal.DRAWING: marked("console covers", "the file is an SVG drawing"),
    Refusal.UNKNOWN_TYPE: marked("console covers", "the file is no JPEG, PNG, WebP or GIF"),
    Refusal.ANIMATED: marked("console covers", "the picture is animated"),
    Refusal.DAMAGED: marked("console covers", "the file is damaged"),
    Refusal.TOO_SLOW: marked("console covers", "the picture took too long to read"),
    Refusal.UNREADABLE: marked("console covers", "the server may not read the file"),
    Refusal.UNREACHABLE: marked("console covers", "no answer; asked again after a day"),
}
