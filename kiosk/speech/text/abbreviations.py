"""Abbreviations in catalogues and calendars, and the words spoken for them.

The tables contain the abbreviations as they are written in records, without the final full stop.
Capital and small first letters are treated alike, except in doctors' titles and academic degrees.
"""

import re
from collections.abc import Mapping
from functools import cache

# Abbreviations before a number: "No. 5", "hlm. 12", "vol. II".
_NUMBERED = {
    "id": {
        "no": "nomor", "hlm": "halaman", "hal": "halaman", "jil": "jilid", "jld": "jilid",
        "vol": "volume", "cet": "cetakan", "ed": "edisi", "th": "tahun", "thn": "tahun",
        "bag": "bagian", "tgl": "tanggal", "lt": "lantai", "jl": "jalan", "bab": "bab",
        "rt": "R T", "rw": "R W", "ps": "pasal", "hl": "halaman", "p": "halaman",
        "pp": "halaman", "v": "volume", "c": "kopi", "eks": "eksemplar", "nr": "nomor",
        "pkl": "pukul", "pk": "pukul", "kav": "kaveling", "agt": "Agustus",
        "kls": "kelas", "tel": "telepon", "telp": "telepon",
    },
    "ms": {
        "no": "nombor", "hlm": "halaman", "hal": "halaman", "ms": "muka surat", "jil": "jilid",
        "vol": "jilid", "bil": "bilangan", "cet": "cetakan", "ed": "edisi", "th": "tahun",
        "bhg": "bahagian", "tkt": "tingkat", "p": "halaman", "pp": "halaman", "v": "jilid",
        "c": "naskhah", "jld": "jilid", "m.s": "muka surat",
    },
    "en": {
        "no": "number", "nos": "numbers", "nr": "number", "vol": "volume", "vols": "volumes",
        "v": "volume", "p": "page", "pp": "pages", "ed": "edition", "ch": "chapter",
        "fig": "figure", "art": "article", "pt": "part", "bk": "book", "ca": "about",
        "c": "copy", "ser": "series", "sec": "section", "fl": "floor", "sept": "September",
    },
    "fr": {
        "no": "numéro", "n": "numéro", "nos": "numéros", "vol": "volume", "p": "page",
        "pp": "pages", "éd": "édition", "t": "tome", "chap": "chapitre", "art": "article",
        "fig": "figure", "fasc": "fascicule", "v": "volume", "ex": "exemplaire",
        "ét": "étage", "ca": "environ", "liv": "livre", "tél": "téléphone",
    },
    "es": {
        "no": "número", "núm": "número", "n": "número", "vol": "volumen", "p": "página",
        "pág": "página", "págs": "páginas", "pp": "páginas", "ed": "edición", "t": "tomo",
        "cap": "capítulo", "art": "artículo", "fig": "figura", "v": "volumen",
        "ej": "ejemplar", "ca": "hacia", "c": "copia", "fasc": "fascículo", "tel": "teléfono",
    },
    "ar": {"ص": "صفحة", "ج": "الجزء", "ط": "الطبعة", "مج": "المجلد", "ع": "العدد",
           "no": "رقم", "vol": "المجلد", "p": "صفحة", "pp": "صفحة"},
    "fa": {"ص": "صفحهٔ", "صص": "صفحه‌های", "ج": "جلد", "ش": "شمارهٔ", "چ": "چاپ",
           "no": "شمارهٔ", "vol": "جلد", "p": "صفحهٔ", "pp": "صفحهٔ"},
    "zh": {"no": "第", "vol": "卷", "p": "页", "pp": "页"},
    "my": {"no": "အမှတ်", "vol": "အတွဲ", "p": "စာမျက်နှာ", "pp": "စာမျက်နှာ"},
}  # fmt: skip
# Abbreviations before a name: "Prof. Dr. Ahmad".
_TITLES = {
    "id": {
        "Prof": "profesor", "Dr": "doktor", "dr": "dokter", "Ir": "insinyur", "Drs": "doktorandus",
        "Dra": "doktoranda", "drg": "dokter gigi", "drh": "dokter hewan", "Hj": "hajah",
        "KH": "kiai haji", "K.H": "kiai haji", "Ust": "ustaz", "Sdr": "saudara", "Sdri": "saudari",
        "Bpk": "bapak", "Yth": "yang terhormat", "Tn": "tuan", "Ny": "nyonya", "Nn": "nona",
        "St": "santo", "Kol": "kolonel", "Jend": "jenderal", "Letjen": "letnan jenderal",
        "Jl": "jalan", "Jln": "jalan", "Kab": "kabupaten", "Kec": "kecamatan", "Kel": "kelurahan",
        "Prov": "provinsi", "a.n": "atas nama", "u.p": "untuk perhatian",
    },
    "ms": {
        "Prof": "profesor", "Dr": "doktor", "Ir": "insinyur", "Hj": "haji", "Hjh": "hajah",
        "En": "encik", "Pn": "puan", "Ust": "ustaz", "Ustz": "ustazah", "Dato": "dato",
        "Jln": "jalan", "Kg": "kampung", "Tn": "tuan", "Cik": "cik", "YB": "yang berhormat",
        "Y.B": "yang berhormat", "Sdr": "saudara",
    },
    "en": {
        "Prof": "professor", "Dr": "doctor", "Mr": "mister", "Mrs": "missus", "Ms": "miz",
        "Rev": "reverend", "St": "saint", "Gen": "general", "Col": "colonel", "Capt": "captain",
        "Lt": "lieutenant", "Hon": "honourable", "Sgt": "sergeant", "Messrs": "messieurs",
        "Gov": "governor", "Sr": "senior", "Mt": "mount",
    },
    "fr": {
        "Prof": "professeur", "Pr": "professeur", "Dr": "docteur", "M": "monsieur",
        "MM": "messieurs", "Mme": "madame", "Mlle": "mademoiselle", "Me": "maître",
        "St": "saint", "Ste": "sainte", "Mgr": "monseigneur",
    },
    "es": {
        "Prof": "profesor", "Dr": "doctor", "Dra": "doctora", "Sr": "señor", "Sra": "señora",
        "Srta": "señorita", "Sres": "señores", "Ing": "ingeniero", "Lic": "licenciado",
        "Lcdo": "licenciado", "Lcda": "licenciada", "Arq": "arquitecto", "Ud": "usted",
        "Uds": "ustedes", "Mtro": "maestro", "Mtra": "maestra", "Avda": "avenida", "Sto": "santo",
        "Sta": "santa", "Dña": "doña", "Fco": "Francisco",
    },
    "ar": {"د": "الدكتور", "أ.د": "الأستاذ الدكتور", "أ": "الأستاذ", "م": "المهندس"},
    "fa": {"دکتر": "دکتر"},
    "zh": {"Dr": "博士", "Prof": "教授"},
    "my": {"Dr": "ဒေါက်တာ", "Prof": "ပါမောက္ခ"},
}  # fmt: skip
# Abbreviations that may appear anywhere, even at the end of a sentence.
_OTHERS = {
    "id": {
        "dkk": "dan kawan-kawan", "dll": "dan lain-lain", "dsb": "dan sebagainya",
        "dst": "dan seterusnya", "dgn": "dengan", "yg": "yang", "a.l": "antara lain",
        "tsb": "tersebut", "s.d": "sampai dengan", "s/d": "sampai dengan", "spt": "seperti",
        "penerj": "penerjemah", "peny": "penyunting", "terj": "terjemahan", "ilus": "ilustrasi",
        "Alm": "almarhum", "alm": "almarhum", "et al": "dan kawan-kawan", "ttg": "tentang",
        "kpd": "kepada", "utk": "untuk", "dlm": "dalam",
        "hlm": "halaman", "red": "redaksi",
    },
    "ms": {
        "dll": "dan lain-lain", "dsb": "dan sebagainya", "dkk": "dan kawan-kawan",
        "dgn": "dengan", "yg": "yang", "spt": "seperti", "terj": "terjemahan",
        "et al": "dan rakan-rakan", "hlm": "halaman", "dlm": "dalam", "utk": "untuk",
    },
    "en": {
        "etc": "et cetera", "et al": "and others", "e.g": "for example", "i.e": "that is",
        "ed": "editor", "eds": "editors", "transl": "translated", "trans": "translated",
        "vs": "versus", "Jr": "junior", "ill": "illustrated", "illus": "illustrated",
        "incl": "including", "approx": "about", "rev": "revised", "pp": "pages",
        "Dept": "department", "Univ": "university", "dept": "department",
        "ibid": "in the same place", "Co": "company", "Ltd": "limited", "Inc": "incorporated",
        "Corp": "corporation", "Bros": "brothers", "Ave": "avenue", "Rd": "road",
    },
    "fr": {
        "etc": "et cetera", "et al": "et autres", "c.-à-d": "c’est-à-dire", "p. ex": "par exemple",
        "éd": "éditeur", "trad": "traduit", "env": "environ", "coll": "collection",
        "ill": "illustré", "av": "avant", "apr": "après", "J.-C": "Jésus-Christ",
        "bibl": "bibliothèque",
    },
    "es": {
        "etc": "etcétera", "et al": "y otros", "p. ej": "por ejemplo", "ed": "editor",
        "trad": "traducción", "il": "ilustrado", "col": "colección", "aprox": "aproximadamente",
        "a.C": "antes de Cristo", "d.C": "después de Cristo",
        "a. C": "antes de Cristo", "d. C": "después de Cristo", "EE. UU": "Estados Unidos",
        "EE.UU": "Estados Unidos", "Bibl": "biblioteca", "coord": "coordinador",
        "comp": "compilador",
    },
    "ar": {"إلخ": "إلى آخره", "الخ": "إلى آخره", "هـ": "هجري"},
    "fa": {"ه.ش": "هجری شمسی", "ه.ق": "هجری قمری", "هـ.ش": "هجری شمسی", "هـ.ق": "هجری قمری"},
}  # fmt: skip
_JAVANESE = {"no": "nomer", "hlm": "kaca", "hal": "kaca", "th": "taun", "thn": "taun"}
# Abbreviations that usually end a sentence.
_ENDS = frozenset(("dkk", "dll", "dsb", "dst", "etc", "al", "uu", "ee.uu", "jr", "c"))
_TABLES = (_NUMBERED, _TITLES, _OTHERS)
_NUMBER = r"(?=\d|[IVXLC]+\b|ke-\d|panggil|tele[pf]on|telp|induk|HP\b|ISBN|ISSN)"
_NAME = r"(?=[^\W\d_])"
# Degrees and initials: "S.Pd.", "M.A.".
_LETTERS = re.compile(r"(?<!\w)(?:[A-Z][a-z]{0,2}\.){2,}")
# "2nd ed.", "2e éd.", "2.ª ed.", "2nd rev. ed.": here "ed." means edition, not editor.
_EDITION = re.compile(
    r"(\d(?:\.?[ªº]|st|nd|rd|th|e|ème|[eè]re?)?(?:\s+(?:rev|enl|aum|augm)\.)?"
    r"|\b(?:rev|enl|new|revised|first|second)\b\.?)\s+[ée]d\.(?!\w)",
    re.IGNORECASE,
)
# Abbreviations whose meaning depends on several of the words beside them.
_EXTENT = {
    "en": {"p": "pages", "pp": "pages", "v": "volumes", "vol": "volumes"},
    "fr": {"p": "pages", "vol": "volumes"},
    "es": {"p": "páginas", "pp": "páginas", "pág": "páginas", "v": "volúmenes"},
    "id": {"p": "halaman", "jil": "jilid", "th": "tahun", "thn": "tahun"},
    "ms": {"p": "halaman", "jil": "jilid"},
}
_BEFORE_YEAR = {
    "en": {"c": "about", "fl": "flourished", "b": "born", "d": "died"},
    "fr": {"c": "vers", "ca": "vers"},
    "es": {"c": "hacia", "fl": "floreció"},
    "id": {"c": "sekitar", "ca": "sekitar", "l": "lahir", "w": "wafat"},
    "ms": {"c": "sekitar", "ca": "sekitar"},
}
_STREET = re.compile(
    r"(\b\d{1,9} (?:[A-Z][\w’'-]{1,30} ){1,3})St\."
    r"|(\b[A-Z][\w’'-]{1,30} )St\.(?=\s{0,9}(?:$|[,;)])|\s{1,9}[a-z])"
)
_ERAS = (
    (re.compile(r"(?<=\b\d{4}) H\b\.?(?=\s*(?:$|[,;)/]))"), " Hijriah"),
    (re.compile(r"(?<=\b\d{4}) M\b\.?(?=\s*(?:$|[,;)/]))"), " Masehi"),
)
_SPECIAL: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "id": (
        (re.compile(r"(?<=\d)\s?rb\b"), " ribu"),
        (re.compile(r"(?<=\d)\s?jt\b"), " juta"),
        *_ERAS,
    ),
    "ms": _ERAS,
    "en": ((_STREET, r"\1\2Street"), (re.compile(r"\b[Ee]d\. by\b"), "edited by")),
    "fr": ((re.compile(r"(?<=[IVX]e )s\."), "siècle"), (re.compile(r"\b[Nn]°(?=\s)"), "numéro")),
    "es": ((re.compile(r"\b[Ss]{1,2}\.\s?(?=[IVX]+\b)"), "siglo "),),
    "ar": (
        (re.compile(r"(?<=\d)\s?هـ(?!\w)\.?"), " هجري"),
        (re.compile(r"(?<=\d{4})\s?م(?!\w)\.?"), " ميلادي"),
    ),
}
_SHORT = 4  # letters: before a number, a word this short is probably an abbreviation
_OPENING = re.compile(r"[\s(\[“\"'«/]")


def expand_abbreviations(text: str, language: str) -> str:
    """Replace recognised abbreviations in ``text`` with words of ``language``."""
    edition = _NUMBERED.get("id" if language == "jv" else language, {})
    edition_word = edition.get("ed") or edition.get("éd", "")
    if edition_word:
        text = _EDITION.sub(rf"\1 {edition_word}", text)
    for special, words in _special(language):
        text = special.sub(words, text)
    for pattern, table in _patterns(language):
        text = pattern.sub(lambda met, table=table: _words(met, table), text)  # type: ignore[misc]
    return _LETTERS.sub(lambda met: met[0].replace(".", " "), text)


def continues_after(before: str, after: str) -> bool:
    """Return True if ``before`` ends with an abbreviation that belongs to ``after``.

    ``after`` may start with a number, a name or the rest of the sentence.
    """
    word = _OPENING.split(before)[-1].rstrip(".")
    if len(word) == len("PT") and word.isupper():
        return True
    word = word.casefold()
    if len(word) <= _SHORT and after[:1].islower():
        return True  # "9 a.m. to"
    numbered, titles, others = map(_all, range(3))
    if len(word) <= _SHORT and re.match(r"\(?\d", after):
        return True  # "pkl. 09.00", "Mar. 2004"
    if len(word) == 1 or word in titles or _LETTERS.search(before[-12:]):
        return True
    if word in numbered and re.match(_NUMBER, after):
        return True
    return word in others and not (word in _ENDS and after[:1].isupper())


def _words(met: re.Match[str], table: Mapping[str, str]) -> str:
    words = table.get(met[1]) or table[met[1].lower()]
    alone = met.end() == len(met.string) or not re.match(r"\w", met.string[met.end() :])
    return words if alone else f"{words} "


@cache
def _special(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    spoken_as = "id" if language == "jv" else language
    extents = tuple(
        (re.compile(rf"(?<=\d)\s+{word}\.(?=\s*(?:[:;,+)]|$))"), f" {words}")
        for word, words in _EXTENT.get(spoken_as, {}).items()
    )
    years = tuple(
        (re.compile(rf"(?<![\w.]){word}\.\s?(?=(?:1\d|20)\d\d\b)"), f"{words} ")
        for word, words in _BEFORE_YEAR.get(spoken_as, {}).items()
    )
    return (*_SPECIAL.get(language, ()), *extents, *years)


@cache
def _patterns(language: str) -> list[tuple[re.Pattern[str], Mapping[str, str]]]:
    tables = [dict(each.get("id" if language == "jv" else language, {})) for each in _TABLES]
    if language == "jv":
        tables[0] |= _JAVANESE
    ends = (rf"\s*{_NUMBER}", rf"\s*{_NAME}", r"(?!\w)")
    flags = (re.IGNORECASE, re.NOFLAG, re.NOFLAG)
    return [
        (_pattern(table, end, flag), table)
        for table, end, flag in zip(tables, ends, flags, strict=True)
        if table
    ]


def _pattern(table: Mapping[str, str], end: str, flag: re.RegexFlag) -> re.Pattern[str]:
    words = sorted(table, key=len, reverse=True)
    # A single letter after a comma is an initial: "Dupont, M."
    stopped = "|".join(
        ("" if flag or len(word) > 1 else "(?<!, )") + re.escape(word) for word in words
    )
    bare = "|".join(re.escape(word) for word in words if _is_bare(word, bool(flag)))
    known = rf"(?:(?=(?:{stopped})[.°º])|(?=(?:{bare})(?![\w.])))" if bare else ""
    stop = r"[.°º]{0,2}" if bare else r"[.°º]{1,2}"
    return re.compile(rf"(?<![\w.]){known}({stopped}){stop}{end}", flag)


def _is_bare(word: str, numbered: bool) -> bool:
    """Return True if the abbreviation is clear without a full stop, such as "dkk"."""
    if len(word) == 1:
        return numbered and not word.isascii()
    return not re.search("[aeiouáéíóú]", word, re.IGNORECASE)


@cache
def _all(kind: int) -> frozenset[str]:
    """Return all abbreviations of the kind ``kind``, in lower case, in all languages."""
    known = (word for words in _TABLES[kind].values() for word in words)
    parts = (part.rstrip(".") for word in known for part in (word, *word.split()))
    return frozenset(part.casefold() for part in parts)
