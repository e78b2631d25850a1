"""The names that a title is known by besides its full one."""

import re
from collections.abc import Iterator

# Before a subtitle, a parallel title, a statement of responsibility (ISBD, A.3) or a bracket.
# Only where white space begins, so that much of it does not take long.
_AFTER_MAIN = re.compile(r"(?<!\s)(?:\s*[:;=/](?=\s)|\s+[(\[])")

# The definite and indefinite articles, by language (MARC 21, appendix F); those of
# Arabic are taken off every word.
_ARTICLES = {
    "de": "der die das den dem des ein eine einer einem einen eines",
    "en": "the a an",
    "es": "el la los las un una",
    "fr": "le la les un une l",
    "it": "il lo la gli le i un uno una l",
    "nl": "de het een",
    "pt": "o a os as um uma",
}
_ANY = ""  # the language that is not known: then every article is one


def _opening(articles: str) -> re.Pattern[str]:
    return re.compile(rf"\A\W*(?:{articles.replace(' ', '|')})(?:\s+|['’])", re.IGNORECASE)


_OPENINGS = {language: _opening(articles) for language, articles in _ARTICLES.items()}
_OPENINGS[_ANY] = _opening(" ".join(_ARTICLES.values()))


def title_variants(title: str, language: str = _ANY) -> Iterator[str]:
    """``title``; its main part; and both without the article they open with.

    ``language`` is a BCP 47 primary subtag. No name comes twice.
    """
    found = [title, _AFTER_MAIN.split(title, maxsplit=1)[0]]
    found += [strip_article(name, language) for name in found]
    yield from filter(None, dict.fromkeys(found))


def strip_article(title: str, language: str = _ANY) -> str:
    """``title`` as it is filed: without the article of ``language`` that it opens with."""
    article = _OPENINGS.get(language)
    return article.sub("", title, count=1) if article else title
