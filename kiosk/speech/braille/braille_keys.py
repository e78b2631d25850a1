"""The keys of a Braille display: what each key code of BrlAPI asks for."""

from enum import Enum, auto

# Bits of a key code (brlapi_keycodes.h and brlapi_constants.h of BrlAPI 0.8).
_IS_COMMAND, _IS_UNICODE = 0x2000_0000, 0x0100_0000
_CODE, _BLOCK = 0x1FFF_FFFF, 0x1FFF_0000
_ROUTE = 0x0001_0000  # the key above or below one cell; its number is in the low bits
_RELEASED = 0x0100 << 32


class BrailleKey(Enum):
    """What a key of the display asks for."""

    PAN_BACK = auto()  # the part of the text before the one that is shown
    PAN_ON = auto()
    BEGINNING = auto()  # of the text
    NEXT = auto()
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    NEXT_PART = auto()
    PREVIOUS_PART = auto()
    LEFT = auto()
    RIGHT = auto()
    CHOOSE = auto()
    BACK = auto()
    ERASE = auto()
    HELP = auto()
    REPEAT = auto()


_COMMANDS = {
    1: BrailleKey.PREVIOUS,  # LNUP
    2: BrailleKey.NEXT,  # LNDN
    3: BrailleKey.PREVIOUS,  # WINUP
    4: BrailleKey.NEXT,  # WINDN
    5: BrailleKey.PREVIOUS,  # PRDIFLN
    6: BrailleKey.NEXT,  # NXDIFLN
    9: BrailleKey.FIRST,  # TOP
    10: BrailleKey.LAST,  # BOT
    11: BrailleKey.FIRST,  # TOP_LEFT
    12: BrailleKey.LAST,  # BOT_LEFT
    13: BrailleKey.PREVIOUS_PART,  # PRPGRPH
    14: BrailleKey.NEXT_PART,  # NXPGRPH
    23: BrailleKey.PAN_BACK,  # FWINLT
    24: BrailleKey.PAN_ON,  # FWINRT
    25: BrailleKey.PAN_BACK,  # FWINLTSKIP
    26: BrailleKey.PAN_ON,  # FWINRTSKIP
    27: BrailleKey.BEGINNING,  # LNBEG
    29: BrailleKey.BEGINNING,  # HOME
    30: BrailleKey.BACK,  # BACK
    31: BrailleKey.BEGINNING,  # RETURN
    49: BrailleKey.HELP,  # HELP
    63: BrailleKey.REPEAT,  # SAY_LINE
}
# Key symbols of X, which Braille keyboards send for Enter and the like.
_SYMBOLS = {
    0xFF08: BrailleKey.ERASE,
    0xFF09: BrailleKey.NEXT,
    0xFF0D: BrailleKey.CHOOSE,
    0xFF1B: BrailleKey.BACK,
    0xFF50: BrailleKey.FIRST,
    0xFF51: BrailleKey.LEFT,
    0xFF52: BrailleKey.PREVIOUS,
    0xFF53: BrailleKey.RIGHT,
    0xFF54: BrailleKey.NEXT,
    0xFF55: BrailleKey.PREVIOUS_PART,
    0xFF56: BrailleKey.NEXT_PART,
    0xFF57: BrailleKey.LAST,
    0xFF8D: BrailleKey.CHOOSE,
}


def braille_key(code: int) -> BrailleKey | str | None:
    """Return what the key ``code`` asks for: an action, a character, or nothing known.

    The keys beside the cells choose, whatever cell they belong to: a line of Braille shows one
    stop of the screen.
    """
    if code & _RELEASED:
        return None
    if code & _IS_COMMAND:
        if code & _BLOCK == _ROUTE:
            return BrailleKey.CHOOSE
        return _COMMANDS.get(code & _CODE)
    symbol = code & _CODE
    if symbol & _IS_UNICODE:
        point = symbol - _IS_UNICODE
        character = chr(point) if point <= 0x10FFFF else ""
    else:
        character = chr(symbol) if symbol <= 0xFF else ""  # Latin-1, as X has it
    if character.isprintable() and character:
        return character
    return _SYMBOLS.get(symbol)
