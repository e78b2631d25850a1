"""Finding the BCP 47 primary subtag of a language code or name, and the script of a language."""

import re
import unicodedata


def _words(text: str) -> list[str]:
    return text.split()


# ISO 639-2 (B and T) and former MARC codes, each with its ISO 639-1 code.
_PAIRS = _words("""
aar aa abk ab afr af aka ak alb sq amh am ara ar arg an arm hy asm as ava av ave ae aym ay aze az
bak ba bam bm baq eu bel be ben bn bih bh bis bi bod bo bos bs bre br bul bg bur my cam km cat ca
ces cs cha ch che ce chi zh chu cu chv cv cor kw cos co cre cr cym cy cze cs dan da deu de div dv
dut nl dzo dz ell el eng en epo eo esp eo est et eus eu ewe ee fao fo far fo fas fa fij fj fin fi
fra fr fre fr fri fy fry fy ful ff gae gd gag gl geo ka ger de gla gd gle ga glg gl glv gv gre el
grn gn gua gn guj gu hat ht hau ha hbs sh heb he her hz hin hi hmo ho hrv hr hun hu hye hy ibo ig
ice is ido io iii ii iku iu ile ie ina ia ind id int ia ipk ik iri ga isl is ita it jav jv jpn ja
kal kl kan kn kas ks kat ka kau kr kaz kk khm km kik ki kin rw kir ky kom kv kon kg kor ko kua kj
kur ku lan oc lao lo lap se lat la lav lv lim li lin ln lit lt ltz lb lub lu lug lg mac mk mah mh
mal ml mao mi mar mr max gv may ms mkd mk mla mg mlg mg mlt mt mol ro mon mn mri mi msa ms mya my
nau na nav nv nbl nr nde nd ndo ng nep ne nld nl nno nn nob nb nor no nya ny oci oc oji oj ori or
orm om oss os pan pa per fa pli pi pol pl por pt pus ps que qu roh rm ron ro rum ro run rn rus ru
sag sg san sa sao sm scc sr scr hr sho sn sin si slk sk slo sk slv sl sme se smo sm sna sn snd sd
snh si som so sot st spa es sqi sq srd sc srp sr ssw ss sun su swa sw swe sv swz ss tag tl tah ty
taj tg tam ta tar tt tat tt tel te tgk tg tgl tl tha th tib bo tir ti ton to tsn tn tso ts tsw tn
tuk tk tur tr twi tw uig ug ukr uk urd ur uzb uz ven ve vie vi vol vo wel cy wln wa wol wo xho xh
yid yi yor yo zha za zho zh zul zu arb ar cmn zh ekk et pes fa swh sw zsm ms lvs lv
""")
_TWO_LETTERS = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_KNOWN_TWO = frozenset(_TWO_LETTERS.values())
_NO_LANGUAGE = frozenset(("und", "mul", "zxx", "mis", "xxx"))
_NAMES = {
    "arabic": "ar", "bahasa indonesia": "id", "bahasa inggris": "en", "chinese": "zh",
    "dutch": "nl", "english": "en", "français": "fr", "french": "fr", "german": "de",
    "indonesia": "id", "indonesian": "id", "inggris": "en", "italian": "it", "japanese": "ja",
    "javanese": "jv", "korean": "ko", "malay": "ms", "portuguese": "pt", "russian": "ru",
    "spanish": "es", "turkish": "tr",
}  # fmt: skip
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\.?")

# A script is recognised by the first word of the Unicode names of its letters.
_SCRIPTS = {
    **dict.fromkeys(_words("ar fa ur ps sd ug ks ota"), ("ARABIC",)),
    **dict.fromkeys(_words("he yi lad"), ("HEBREW",)),
    **dict.fromkeys(_words("ru uk be bg mk sr kk ky mn tg tt ba ce cv"), ("CYRILLIC",)),
    **dict.fromkeys(_words("hi mr ne sa bh"), ("DEVANAGARI",)),
    "zh": ("CJK",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL", "CJK"),
    "el": ("GREEK",), "grc": ("GREEK",), "hy": ("ARMENIAN",), "ka": ("GEORGIAN",),
    "am": ("ETHIOPIC",), "ti": ("ETHIOPIC",), "th": ("THAI",), "lo": ("LAO",), "km": ("KHMER",),
    "my": ("MYANMAR",), "bo": ("TIBETAN",), "dz": ("TIBETAN",), "bn": ("BENGALI",),
    "as": ("BENGALI",), "ta": ("TAMIL",), "te": ("TELUGU",), "kn": ("KANNADA",),
    "ml": ("MALAYALAM",), "gu": ("GUJARATI",), "pa": ("GURMUKHI", "ARABIC"), "si": ("SINHALA",),
    "or": ("ORIYA",),
}  # fmt: skip


def language_from_marc_code(code: str) -> str:
    """Return the BCP 47 subtag for a MARC or ISO 639-2/-3 code, or "" if unknown or ambiguous."""
    code = code.strip().lower()
    if not re.fullmatch(r"[a-z]{3}", code) or code in _NO_LANGUAGE or "qaa" <= code <= "qtz":
        return ""
    return _TWO_LETTERS.get(code, code)


def language_from_text(text: str) -> str:
    """Return the BCP 47 subtag for "en-US", "eng" or "English", or "" if ``text`` is unknown."""
    text = text.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    found = _TAG.fullmatch(text)
    if not found:
        return ""
    code = found[1]
    return language_from_marc_code(code) if len(code) == 3 else code if code in _KNOWN_TWO else ""


def has_letters_of(language: str, text: str) -> bool:
    """Return whether ``text`` has letters of the script of ``language``; always False for Latin."""
    scripts = _SCRIPTS.get(language)
    return scripts is not None and any(
        unicodedata.name(char, "").startswith(scripts) for char in text if char > "\u036f"
    )
