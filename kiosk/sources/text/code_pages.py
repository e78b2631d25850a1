"""Guessing the code page of text without a byte order mark, if there is enough evidence.

The evidence is a header with known column names, or characters that form plausible words: accented
Latin letters between plain letters, common letters of Arabic or Cyrillic, or common Chinese
characters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kiosk.sources.column_names import COLUMN_NAMES, ROW_NUMBER_NAMES, normalise_column_name

SAMPLE_BYTES = 256 * 1024  # bytes; only lines up to this total are examined
_WORD = re.compile(r"(?:[^\W\d_]|[\u0e31-\u0e4e\u064b-\u0652])+")  # includes Thai and Arabic marks
_KNOWN = ROW_NUMBER_NAMES | {
    normalise_column_name(word) for words in COLUMN_NAMES.values() for word in words
}
_THAI_VOWELS = re.compile("[ะาำิีึืุูเแโไใ่้็์]")
_LATIN = ("cp1252", "cp850", "mac_roman", "cp1250", "cp1254")
_QUOTES = "“”‘’«»–—…،؛؟№©\xa0\u200c\u200d\u200e\u200f"
_APOSTROPHES = "’'‘`´"

# The letters of ordinary text, most common first.
_COMMON = {
    "ARABIC": "الينمرتوبةعدسفهكقحجشطخصذأإآىضزئءثغپچگ",
    "CYRILLIC": "оеаинтсрвлкмдпуяыьгзбчйхжшюії",
    "GREEK": "αοιετσνηυρπκμλςάέίόήδγθωβφχζξώύ",
    "HEBREW": "יוהלארתבשמנדםחכעקפטסגןךצז",
    "THAI": "านรกอเงมยลวดทสตะปบคห่้ัิีุูไใโแพจขชซถผภ์ฟธณญ็ำึืฐศษฉ",
}
_ONE_BYTE = {
    "cp1256": "ARABIC", "iso8859_6": "ARABIC", "cp1251": "CYRILLIC", "koi8_r": "CYRILLIC",
    "cp866": "CYRILLIC", "cp1253": "GREEK", "cp1255": "HEBREW", "cp874": "THAI",
}  # fmt: skip
_TWO_BYTES = ("gb18030", "big5hkscs", "cp932", "euc_kr", "euc_jp")
# Characters that are frequent in titles, names and imprints, simplified and traditional.
_HAN = (
    "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着"
    "事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又"
    "定见只主没公从书史文集全传新华社版海京北上南东西江山水红楼梦王李张刘陈杨黄赵周吴语词典教育科"
    "技术民族儿童故事世界历经济政治社会哲学艺术诗歌小说选编译著第卷册版印出图画现代古明清美英德日"
    "本月高初级基础研究理论方法设计管理计算机程序数学物理化医药食谱健康生活爱情活红白黑马春秋风雨花"
    "這為來個們說國時會後對過發無經當與學進種將還見從書傳華東語詞兒歷濟藝術詩選編譯圖畫現醫藥愛風"
    "題名書名作者出版分類號館藏索書条码标题题名责任者类别主題主题國家圖書台灣臺北聯經時報文化三民"
)
_LEAST_OF_LETTERS, _LEAST_OF_CHARACTERS = 0.8, 0.5
_MARGIN = 0.08  # minimum difference between the best and the second best score
# Runs of letters from the start of a word, with at least one letter that is not ASCII.
_RUN = re.compile(r"(?<![^\W\d_])[^\W\d_]*[^\x00-\x7f][^\x00-\x40\x5b-\x60\x7b-\x7f]*")


def guess_code_page(lines: Sequence[bytes], header: bytes = b"") -> str:
    """Return the code page of ``lines``, or "" if uncertain; none of the lines is valid UTF-8.

    ``header`` is the first line of the file, as bytes.
    """
    if named := _by_header(header):
        return named
    raw = b"\n".join(lines)
    if is_latin(raw) and (page := _latin(raw)):
        return page
    scores = Counter(
        {
            **{name: _by_letters(raw, name, script) for name, script in _ONE_BYTE.items()},
            **{name: _by_characters(raw, name) for name in _TWO_BYTES},
        }
    )
    (best, score), (_, second) = scores.most_common(2)
    least = _LEAST_OF_LETTERS if best in _ONE_BYTE else _LEAST_OF_CHARACTERS
    return best if score > least and score - second > _MARGIN else ""


def _by_header(header: bytes) -> str:
    """Return the code page in which a non-ASCII header has the most known column names."""
    if header.isascii():
        return ""
    found: Counter[str] = Counter()
    for page in (*_TWO_BYTES, *_ONE_BYTE):
        text = _decoded(header, page)
        cells = [normalise_column_name(cell) for cell in re.split(r"[,;\t|]", text)]
        known = sum(cell in _KNOWN and not cell.isascii() for cell in cells)
        if known:
            found[page] = known
    ranked = found.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def is_latin(raw: bytes) -> bool:
    """Return whether bytes above ASCII appear between plain letters, as in Latin scripts."""
    # Match only from the start of a word, so that long words do not take quadratic time.
    runs = re.findall(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]*+[\x80-\xff][A-Za-z\x80-\xff]*", raw)
    alone = sum(len(run) for run in runs if not re.search(rb"[A-Za-z]", run) and len(run) > 1)
    mixed = sum(len(run) for run in runs if re.search(rb"[A-Za-z]", run))
    crowded = sum(len(run) for run in runs if re.search(rb"[\x80-\xff]{4}", run))
    return alone == crowded == 0 or mixed > 2 * max(alone, crowded)


def _latin(raw: bytes) -> str:
    """Return the Latin code page that gives plausible words and the most common letters, or ""."""
    allowed = 0.1 * sum(byte > 0x7F for byte in raw)
    faults = {page: count_implausible(_decoded(raw, page)) for page in _LATIN}
    western = _decoded(raw, "cp1252")
    likely = min(_LATIN, key=lambda page: faults[page])
    letters = set(western)
    turkish = letters & set("þðÞÐÝ") or ("ý" in letters and letters & set("çöü"))
    if turkish and not letters & set("æáéíóúÆÁÉÍÓÚ"):
        likely = "cp1254"  # İ, ı, ş, ğ decoded as Western European
    elif re.search("[šžŠŽý]", western) and re.search("[ìèøùïòÌÈØ]", western):
        likely = "cp1250"  # Czech or Slovak
    if set(re.findall(r"[^\x00-\x7f]", western)) == {"ý"}:
        return ""  # either Czech, or Turkish with ı
    return likely if faults[likely] <= allowed else ""


def count_implausible(text: str) -> float:
    """Count the implausible characters in words: symbols, capitals and rare letters."""
    faults = 0.0
    for run in _RUN.findall(text):
        word = run.strip("“”‘’«»–—…¿¡©®°·•\xa0„‚")
        for at, char in enumerate(word):
            if char < "\x80" or char in _APOSTROPHES:
                continue
            odd = char == "ì" and word[at + 1 : at + 2].isalpha()  # a Czech ě
            if odd or not _is_of(char, "LATIN") or (char.isupper() and word[at - 1 : at].islower()):
                faults += 1
            elif char not in "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿßæœÀÁÂÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜ":
                faults += 0.05  # prefer code pages with common letters
    return faults


def _by_letters(raw: bytes, page: str, script: str) -> float:
    """Return which share of the non-ASCII characters are common letters of ``script``."""
    text = "".join(c if c != "\ufffd" else "▒" for c in _decoded(raw, page))
    above = sum(char > "\x7f" and char not in _QUOTES for char in text)
    words = [word for word in _WORD.findall(text) if not word.isascii() and _is_of(word, script)]
    letters = "".join(words)
    if not letters or (script == "THAI" and not _is_thai(letters)):
        return 0.0
    cased = sum(len(w) for w in words if w[1:] == w[1:].lower() or w == w.upper()) / len(letters)
    ranks = _COMMON[script]
    common = sum(1.4 - ranks.index(c) / len(ranks) for c in letters.lower() if c in ranks)
    return common * cased / above


def _is_thai(letters: str) -> bool:
    """Return whether the text has enough vowels and tone marks for real Thai."""
    return len(letters) > 5 and 5 * len(_THAI_VOWELS.findall(letters)) > len(letters)


def _is_of(word: str, script: str) -> bool:
    return all(unicodedata.name(char, "").startswith(script) for char in word)


def _by_characters(raw: bytes, page: str) -> float:
    """Return which share of the non-ASCII characters are frequent in the language of ``page``."""
    above = [c for c in _decoded(raw, page) if c > "\x7f"]
    if not above:
        return 0.0
    usual, frequent, never = _CHARACTERS[page]
    found = "".join(above)
    score = 0.6 * len(usual.findall(found)) + 0.4 * min(
        len(found), 2 * len(frequent.findall(found))
    )
    return (score - 2 * len(never.findall(found))) / len(found)


def _decoded(raw: bytes, page: str) -> str:
    return raw.decode(page, "replace")


def _level_one(page: str, first: int, last: int, trail: int = 0xA1) -> str:
    """Return the common characters of a standard: those of its level 1."""
    pairs = (bytes((a, b)) for a in range(first, last + 1) for b in range(trail, 0xFF))
    return "".join(char for pair in pairs if len(char := pair.decode(page, "ignore")) == 1)


_SIGNS = "，。《》、：；（）“”·？！　〈〉「」『』—…"
_KANA = "ぁ-んァ-ヶー"
_NONE = re.compile("[\ufffd\ue000-\uf8ff｡-ﾟ]")
_NO_KANA = re.compile("[\ufffd\ue000-\uf8ffぁ-んァ-ヶ]")
_SYLLABLES = (
    "이다의는에가을를하고은도로한지서나사기해자인대아리어정시일그과와수스들부장국주여전우학문화역동"
    "경제책사람소설집생활말글시선관보조선한국민중세계신구마음김박최강윤임오송유류교육신영미성원상"
)
_CHARACTERS = {
    "gb18030": (
        re.compile(f"[{_level_one('gb2312', 0xB0, 0xD7)}{_SIGNS}]"),
        re.compile(f"[{_HAN}]"),
        _NO_KANA,
    ),
    "big5hkscs": (
        re.compile(f"[{_level_one('big5', 0xA4, 0xC6, 0x40)}{_SIGNS}]"),
        re.compile(f"[{_HAN}]"),
        _NO_KANA,
    ),
    "euc_kr": (
        re.compile(f"[가-힣{_SIGNS}]"),
        re.compile(f"[{_SYLLABLES}]"),
        _NO_KANA,
    ),
    "cp932": (
        re.compile(f"[{_KANA}{_level_one('cp932', 0x88, 0x97, 0x40)}{_SIGNS}]"),
        re.compile(f"[{_KANA}]"),
        _NONE,
    ),
    "euc_jp": (
        re.compile(f"[{_KANA}{_level_one('euc_jp', 0xB0, 0xCF)}{_SIGNS}]"),
        re.compile(f"[{_KANA}]"),
        _NONE,
    ),
}
