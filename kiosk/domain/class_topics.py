"""The topics of call numbers by the Library of Congress Classification and by UDC.

No class is translated into a Dewey class: each scheme has its own table. A call number counts only
if its form belongs to no other scheme, and classes that mix several topics have none.
"""

import re

from kiosk.domain.call_numbers import normalise_call_number

# Letters and a number with a cutter. A space after the letters may follow a local prefix, so that
# the cutter must then begin with a point: "QA76.9 D3", "QA 76.9 .D3", but not "T 12 A3".
_LOC = re.compile(r"([A-Z]{1,3})(?:(\d{1,4})(?:\.\d+)?\s*\.?|\s(\d{1,4})(?:\.\d+)?\s*\.)[A-Z]\d")
# A number with the signs of UDC, or with several points: "94(592)", "811.111'36", "004.738.5".
_UDC = re.compile(
    r"""(\d{1,3}(?:\.\d+)*)(?:\((?:=|0\d|[1-9]\d)|[:='"]\d)|(\d{1,3}(?:\.\d{3})+\.\d{1,3})(?![\d.])"""
)
_PREFIX = re.compile(r"(?:[A-Z]+\s)?")

# The outline of the Library of Congress Classification (loc.gov/catdir/cpso/lcco): a topic for each
# subclass, or for ranges of its numbers.
_ALL = (0, 9999)
_SUBCLASSES: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {
    "mind": {"BF": ((1, 990),)},
    "religion": dict.fromkeys(("BL", "BM", "BP", "BQ", "BR", "BS", "BT", "BV", "BX"), (_ALL,)),
    "society": {
        **dict.fromkeys(
            ("GF", "GN", "GT", "H", "HA", "HB", "HC", "HE", "HG", "HJ", "HM", "HN", "HQ", "HS",
             "HT", "HV", "HX", "J", "JA", "JC", "JF", "JJ", "JK", "JL", "JN", "JQ", "JS", "JV",
             "JX", "JZ", "U", "UA", "UB", "UC", "UD", "UE", "UF", "UG", "UH", "V", "VA", "VB",
             "VC", "VD", "VE", "VF", "VG"),
            (_ALL,),
        ),
        "HF": ((1, 5000),),
    },
    "business": {"HD": ((28, 70),), "HF": ((5001, 6182),)},
    "learning": dict.fromkeys(("L", "LA", "LB", "LC", "LD", "LE", "LF", "LG", "LT"), (_ALL,)),
    "folk-tales": {"GR": (_ALL,)},
    "languages": {
        "P": ((1, 86), (98, 1091)),
        "PA": ((1, 2995),),
        **dict.fromkeys(("PC", "PD", "PE"), (_ALL,)),
        "PG": ((2001, 2847),),
        "PJ": ((6001, 7144),),
        "PK": ((6201, 6399),),
        "PL": ((501, 699), (901, 946), (1001, 2244)),
    },
    "stories": {
        "PA": ((3051, 8595),),
        "PG": ((2900, 3698),),
        "PJ": ((7501, 8517),),
        "PK": ((6400, 6599),),
        "PL": ((700, 889), (950, 998), (2250, 3208)),
        "PN": ((1, 1551), (3311, 4321), (6010, 6699)),
        **dict.fromkeys(("PQ", "PR", "PS", "PT", "PZ"), (_ALL,)),
    },
    "computers": {"QA": ((75, 76),), "TK": ((7885, 7895),)},
    "nature": {
        **dict.fromkeys(("GB", "GC", "QB", "QC", "QD", "QE", "QH", "QK", "QR"), (_ALL,)),
        "Q": ((1, 295),),
        "QA": ((1, 74), (77, 9999)),
    },
    "animals": dict.fromkeys(("QL", "SF", "SH"), (_ALL,)),
    "health": dict.fromkeys(
        ("QM", "R", "RA", "RB", "RC", "RD", "RE", "RF", "RG", "RJ", "RK", "RL", "RM", "RS", "RT",
         "RV", "RX", "RZ"),
        (_ALL,),
    ),
    "plants": dict.fromkeys(("S", "SB", "SD"), (_ALL,)),
    "machines": {
        **dict.fromkeys(
            ("T", "TA", "TC", "TD", "TE", "TF", "TG", "TH", "TJ", "TL", "TN", "TP", "TS"), (_ALL,)
        ),
        "TK": ((1, 7884), (7896, 9999)),
    },
    "cooking": {"TX": ((642, 840),)},
    "art": {
        **dict.fromkeys(("N", "NA", "NB", "NC", "ND", "NE", "NK", "NX", "TR"), (_ALL,)),
        "TT": ((697, 927),),
    },
    "music": dict.fromkeys(("M", "ML", "MT"), (_ALL,)),
    "sport": dict.fromkeys(("GV", "SK"), (_ALL,)),
    "travel": {"G": ((149, 922),)},
    "history": dict.fromkeys(
        ("C", "CB", "CC", "CD", "CE", "CJ", "CN", "CR", "CS", "CT", "D", "DA", "DAW", "DB", "DC",
         "DD", "DE", "DF", "DG", "DH", "DJ", "DJK", "DK", "DL", "DP", "DQ", "DR", "DS", "DT", "DU",
         "DX", "E", "F"),
        (_ALL,),
    ),
}  # fmt: skip
_LAW = re.compile(r"K[A-Z]{0,2}")

# The main numbers of UDC (udcsummary.info), without points; the longest one that fits counts.
_UDC_TOPICS = {
    "004": "computers", "1599": "mind", "2": "religion", "3": "society", "37": "learning",
    "398": "folk-tales", "5": "nature", "59": "animals", "61": "health", "62": "machines",
    "630": "plants", "631": "plants", "632": "plants", "633": "plants", "634": "plants",
    "635": "plants", "636": "animals", "637": "animals", "638": "animals", "639": "animals",
    "641": "cooking", "642": "cooking", "649": "health", "657": "business", "658": "business",
    "659": "business", "66": "machines", "67": "machines", "68": "machines", "69": "machines",
    "6813": "", "7": "art", "712": "plants", "78": "music", "79": "sport", "81": "languages",
    "82": "stories", "902": "history", "903": "history", "904": "history", "91": "travel",
    "929": "history", "93": "history", "94": "history",
}  # fmt: skip


def topic_of_class(call_number: str) -> str:
    """Return the topic of a Library of Congress or UDC call number, or "" for any other."""
    text = normalise_call_number(call_number)
    if found := _LOC.match(text):
        return _topic_of_subclass(found[1], int(found[2] or found[3]))
    number = udc_number(call_number)
    known = (number[:length] for length in range(len(number), 0, -1))
    return next((_UDC_TOPICS[each] for each in known if each in _UDC_TOPICS), "")


def udc_number(call_number: str) -> str:
    """Return the digits of a number that only UDC writes so, or ""."""
    text = normalise_call_number(call_number)
    prefix = _PREFIX.match(text)
    found = _UDC.match(text, prefix.end() if prefix else 0)
    return (found[1] or found[2]).replace(".", "") if found else ""


def _topic_of_subclass(letters: str, number: int) -> str:
    if _LAW.fullmatch(letters):
        return "society"
    for topic, subclasses in _SUBCLASSES.items():
        if any(first <= number <= last for first, last in subclasses.get(letters, ())):
            return topic
    return ""
