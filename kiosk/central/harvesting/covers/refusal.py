"""The reasons why a title has no picture of its cover."""

from enum import StrEnum

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
