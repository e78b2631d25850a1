"""Forms of a title: the main part, without an initial article, and with signs written as words."""

import re
from collections.abc import Iterator

# The start of a subtitle, a parallel title, a statement of responsibility (ISBD, A.3) or a
# bracket. The lookbehind keeps long runs of white space from taking quadratic time.
_AFTER_MAIN = re.compile(r"(?<!\s)(?:\s*[:;=/](?=\s)|\s+[(\[])")

# Definite and indefinite articles by language (MARC 21, appendix F). The Arabic article is
# stripped from every word instead.
_ARTICLES = {
    "de": "der die das den dem des ein eine einer einem einen eines",
    "en": "the a an",
    "es": "el la los las un una",
    "fr": "le la les un une l",
    "it": "il lo la gli le i un uno una l",
    "nl": "de het een",
    "pt": "o a os as um uma",
}
_ANY = ""  # unknown language: the articles of all languages are stripped


def _opening(articles: str) -> re.Pattern[str]:
    return re.compile(rf"\A\W*(?:{articles.replace(' ', '|')})(?:\s+|['’])", re.IGNORECASE)


_OPENINGS = {language: _opening(articles) for language, articles in _ARTICLES.items()}
_OPENINGS[_ANY] = _opening(" ".join(_ARTICLES.values()))


def title_variants(title: str, language: str = _ANY) -> Iterator[str]:
    """Yield ``title``, its main part, and both without an initial article; no form is repeated.

    ``language`` is a BCP 47 primary subtag.
    """
    found = [title, _AFTER_MAIN.split(title, maxsplit=1)[0]]
    found += [strip_article(name, language) for name in found]
    yield from filter(None, dict.fromkeys(found))


def strip_article(title: str, language: str = _ANY) -> str:
    """Return ``title`` without an initial article of ``language``, as it is used for filing."""
    article = _OPENINGS.get(language)
    return article.sub("", title, count=1) if article else title


# "And" by language, for titles that have "&". Other languages: the words of _AND_ELSEWHERE.
_AND = {
    "ar": "و", "de": "und", "en": "and", "es": "y", "fa": "و", "fr": "et", "id": "dan", "it": "e",
    "jv": "lan", "ms": "dan", "my": "နှင့်", "nl": "en", "pt": "e", "zh": "和",
}  # fmt: skip
_AND_ELSEWHERE = ("and", "dan")
_AMPERSAND = re.compile("[&＆]")
# "Kupu2" is an old way to write "kupu-kupu", also with a suffix ("anak2nya").
_TWICE = re.compile(r"\b([^\W\d_]{3,})[2²](nya|an|lah|kah|kan|ku|mu|i)?\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.[ -]?){2,}|\b(?:[A-Z] )+[A-Z]\b")
_LETTER = re.compile(r"[^\W\d_]")


def spelled_out(title: str, language: str = _ANY) -> Iterator[str]:
    """Yield ``title`` with "and" for "&", with a word written twice, and with joined initials."""
    if _AMPERSAND.search(title):
        for word in (_AND[language],) if language in _AND else _AND_ELSEWHERE:
            yield " ".join(_AMPERSAND.sub(f" {word} ", title).split())
    if (repeated := repeat_words(title)) != title:
        yield repeated
    if (joined := _join_initials(title)) != title:
        yield joined


def repeat_words(text: str) -> str:
    """Return ``text`` with the words that end in the Indonesian "2" written twice."""
    return _TWICE.sub(lambda met: f"{met[1]} {met[1]}{met[2] or ''}", text)


def name_with_joined_initials(name: str) -> str:
    """Return a name in its natural order with joined initials ("JK Rowling"), or "".

    ``name`` may begin with the surname and a comma.
    """
    surname, comma, rest = name.partition(",")
    natural = f"{rest.partition(',')[0]} {surname}" if comma else name
    joined = _join_initials(natural)
    return " ".join(joined.split()) if joined != natural else ""


def _join_initials(text: str) -> str:
    return _INITIALS.sub(lambda met: "".join(_LETTER.findall(met[0])) + " ", text)
