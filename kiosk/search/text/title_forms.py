"""Forms of a title: the main part, and the forms without an initial article."""

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
