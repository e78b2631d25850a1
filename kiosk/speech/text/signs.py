"""Signs, web addresses and units in words.

Voices say the names of some signs, skip others, and read a few in English.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

# The words for the signs in addresses: full stop, "at", slash, hyphen and underscore.
_ADDRESS = {
    "id": ("titik", "et", "garis miring", "strip", "garis bawah"),
    "jv": ("titik", "et", "garis miring", "strip", "garis ngisor"),
    "ms": ("titik", "at", "garis miring", "sempang", "garis bawah"),
    "en": ("dot", "at", "slash", "hyphen", "underscore"),
    "fr": ("point", "arobase", "barre oblique", "tiret", "tiret bas"),
    "es": ("punto", "arroba", "barra", "guion", "guion bajo"),
    "ar": ("نقطة", "آت", "شرطة مائلة", "شرطة", "شرطة سفلية"),
    "fa": ("نقطه", "ات", "خط کج", "خط تیره", "خط زیر"),
    "zh": ("点", "艾特", "斜杠", "横杠", "下划线"),
    "my": ("ဒေါ့", "အက်", "မျဉ်းစောင်း", "တုံးတို", "အောက်မျဉ်း"),
}
# The words for "&", "+", "=", "#", "°", "×", "½", "¼", "¾" and "§".
_WORDS = {
    "id": "dan tambah sama_dengan nomor derajat kali setengah seperempat tiga_perempat pasal",
    "jv": "lan tambah padha_karo nomer drajat ping setengah seprapat telung_prapat pasal",
    "ms": "dan tambah sama_dengan nombor darjah kali setengah suku tiga_suku seksyen",
    "en": "and plus equals number degrees times a_half a_quarter three_quarters section",
    "fr": "et plus égale numéro degrés fois un_demi un_quart trois_quarts paragraphe",
    "es": "y más igual_a número grados por un_medio un_cuarto tres_cuartos sección",
    "ar": "و زائد يساوي رقم درجة في نصف ربع ثلاثة_أرباع قسم",
    "fa": "و به‌علاوهٔ برابر شمارهٔ درجه در نیم یک‌چهارم سه‌چهارم بخش",
    "zh": "和 加 等于 号 度 乘 二分之一 四分之一 四分之三 第",
    "my": "နှင့် အပေါင်း ညီမျှ နံပါတ် ဒီဂရီ အမြှောက် တစ်ဝက် လေးပုံတစ်ပုံ လေးပုံသုံးပုံ အပိုဒ်",
}
_SIGNS = "&+=#°×½¼¾§"
# The words for m, km, cm, mm, kg, MB, GB and square metres.
_UNITS = {
    "id": "meter kilometer sentimeter milimeter kilogram megabita gigabita meter_persegi",
    "jv": "meter kilometer sentimeter milimeter kilogram megabita gigabita meter_pesagi",
    "ms": "meter kilometer sentimeter milimeter kilogram megabait gigabait meter_persegi",
    "en": "metres kilometres centimetres millimetres kilograms megabytes gigabytes square_metres",
    "fr": "mètres kilomètres centimètres millimètres kilos mégaoctets gigaoctets mètres_carrés",
    "es": "metros kilómetros centímetros milímetros kilos megabytes gigabytes metros_cuadrados",
    "ar": "متر كيلومتر سنتيمتر مليمتر كيلوغرام ميغابايت غيغابايت متر_مربع",
    "fa": "متر کیلومتر سانتی‌متر میلی‌متر کیلوگرم مگابایت گیگابایت متر_مربع",
    "zh": "米 公里 厘米 毫米 公斤 兆字节 吉字节 平方米",
    "my": "မီတာ ကီလိုမီတာ စင်တီမီတာ မီလီမီတာ ကီလိုဂရမ် မဂ္ဂါဘိုက် ဂစ်ဂါဘိုက် စတုရန်းမီတာ",
}
_PER = {"id": "per", "jv": "per", "ms": "per", "en": "per", "fr": "par", "es": "por", "ar": "لكل",
        "fa": "در", "zh": "每"}  # fmt: skip
_AND_OVER = {
    "id": "ke atas", "jv": "munggah", "ms": "ke atas", "en": "and over", "fr": "et plus",
    "es": "y más", "ar": "فأكثر", "fa": "به بالا", "zh": "以上", "my": "နှင့်အထက်",
}  # fmt: skip
_CELSIUS = {
    "id": "derajat Celsius",
    "jv": "drajat Celsius",
    "ms": "darjah Celsius",
    "en": "degrees Celsius",
    "fr": "degrés Celsius",
    "es": "grados Celsius",
    "ar": "درجة مئوية",
    "fa": "درجهٔ سلسیوس",
    "zh": "摄氏度",
    "my": "ဒီဂရီ စင်တီဂရိတ်",
}
_UNIT_NAMES = ("m", "km", "cm", "mm", "kg", "MB", "GB", "m²")
_ONE = {"en": re.compile(r"\b(1 (?:kilo|centi|milli)?(?:metre|gram|byte))s\b")}
_PART = r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}"
_ADDRESSES = re.compile(
    rf"(?<![\w@])(?:https?://)?(?:[A-Za-z0-9._+-]{{1,64}}@)?{_PART}(?:\.{_PART}){{0,6}}"
    r"\.[a-z]{2,10}(?:/[A-Za-z0-9._~/-]{0,99})?(?![\w@])"
)
_TOP_LEVEL = re.compile(
    r"\.(?:com|org|net|edu|gov|info|int|io|id|my|sg|uk|us|fr|es|mx|ir|cn|mm|sa|eg|eu|local|test"
    r"|example|library|museum|tv|me)(?:/|$)"
)
_AGE = re.compile(r"(?<![\w+])(\d{1,3})\+(?![\w+])")
_HASHTAG = re.compile(r"(?<!\S)#(?=[^\W\d])")
# "5000 rupiah/hari": a unit or currency after a number.
_UNIT_PER = re.compile(r"(\d [^\W\d]{1,20}(?: [^\W\d]{1,20})?)\s?/\s?(?=[^\W\d])")
_C_SHARP = re.compile(r"\b([CF])#")
# Signs that only part a text for the eye. The pattern begins at the first of several blanks;
# otherwise a text of many blanks would take long.
_PAUSE = re.compile(r"(?<!\s)\s*[·•|‣∙⋅→←↑↓⇒»«<>{}^~*¦†‡¶\\_]+\s*")
_UNSAID = ("So", "Sk", "Sm", "Co", "Cs")  # categories of signs without a word
_SLASH = re.compile(r"(?<!\s)\s*/+\s*")
_CRUMBS = re.compile(
    r"^(?:[\s,.:;·،؛、。，；：–—/]|-(?!\d))+(?=\S)|(?<=\S)[\s,:;،؛、，；：–—/·-]+$"
)


def say_addresses(text: str, language: str) -> str:
    """Write the web and e-mail addresses in ``text`` in words."""
    words = _ADDRESS.get(language)
    return _ADDRESSES.sub(lambda met: _address(met[0], words), text) if words else text


def _address(address: str, words: tuple[str, ...]) -> str:
    plain = re.sub(r"^https?://", "", address)
    is_certain = "@" in plain or plain.startswith("www.") or plain != address
    if not is_certain and not _TOP_LEVEL.search(plain):
        return address  # "hlm.ini": a full stop without a space
    for sign, word in zip(".@/-_", words, strict=True):
        plain = plain.rstrip("/").replace(sign, f" {word} ")
    return " ".join(plain.split())


def say_signs(text: str, language: str) -> str:
    """Write the signs and units in ``text`` in words; other signs become pauses.

    Signs such as "½" and "²" are still one character.
    """
    if language not in _WORDS:
        return text
    text = _say_fractions(text, language)
    text = _C_SHARP.sub(r"\1 sharp", text)
    text = _AGE.sub(rf"\1 {_AND_OVER[language]}", _HASHTAG.sub("", text))
    for pattern, word in _patterns(language):
        text = pattern.sub(word, text)
    if language in _ONE:
        text = _ONE[language].sub(r"\1", text)
    return text


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    units = _words(_UNITS, language)
    named = [(r"(?<=\d)\s?°\s?C\b", f" {_CELSIUS[language]}")]
    named += [
        (rf"(?<=\d)[\s\u00a0]?{re.escape(unit)}(?![\w²'])", f" {word}")
        for unit, word in zip(_UNIT_NAMES, units, strict=True)
    ]
    return tuple((re.compile(pattern), word) for pattern, word in named)


def _words(table: Mapping[str, str], language: str) -> list[str]:
    return [word.replace("_", " ") for word in table[language].split(" ")]


def _say_fractions(text: str, language: str) -> str:
    words = dict(zip(_SIGNS, _words(_WORDS, language), strict=True))
    joined = {"en": " and ", "fr": " et ", "es": " y ", "ar": " و", "fa": " و "}.get(language, " ")
    return re.sub(
        r"(\d?)\s?([½¼¾])",
        lambda met: f"{met[1]}{joined}{words[met[2]]}" if met[1] else words[met[2]],
        text,
    )


def say_remaining_signs(text: str, language: str) -> str:
    """Write the signs that are left in words or as pauses, when numbers are in words.

    Signs at the start and at the end are left out, except at the end of a sentence.
    """
    if language in _WORDS:
        for sign, word in zip(_SIGNS, _words(_WORDS, language), strict=True):
            text = text.replace(sign, f" {word} ") if sign in text else text
        if language in _PER:
            text = _UNIT_PER.sub(rf"\1 {_PER[language]} ", text)
        text = text.replace("@", f" {_ADDRESS[language][1]} ")
        text = "".join(" " if unicodedata.category(each) in _UNSAID else each for each in text)
        text = _SLASH.sub(", ", _PAUSE.sub(", ", text))
    return _CRUMBS.sub("", re.sub(r"[ \u00a0]{2,}", " ", text)).strip()
