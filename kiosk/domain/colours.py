"""The contrast of colours (WCAG 2.2, definitions of relative luminance and contrast ratio)."""

import re

WHITE = "#FFFFFF"
MIN_TEXT_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (level AAA)


def is_hex_colour(text: str) -> bool:
    """Return whether ``text`` consists of "#" and six hexadecimal digits."""
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 (same colour) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4) for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
