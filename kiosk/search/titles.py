"""The names that a title is known by besides its full one."""

import re
from collections.abc import Iterator

# Before a subtitle, a parallel title or a statement of responsibility (ISBD, A.3).
_AFTER_MAIN = re.compile(r"\s*[:;=/](?=\s)")

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
_OPENING = {
    language: re.compile(rf"\W*(?:{articles.replace(' ', '|')})(?:\s+|['’])", re.IGNORECASE)
    for language, articles in _ARTICLES.items()
}


def names(title: str, language: str) -> Iterator[str]:
    """``title``; its main part; and both without the article they open with.

    ``language`` is a BCP 47 primary subtag, "" where not known. No name twice.
    """
    opening = _OPENING.get(language)
    found = [title, _AFTER_MAIN.split(title, maxsplit=1)[0]]
    if opening:
        found += [opening.sub("", name, count=1) if opening.match(name) else "" for name in found]
    yield from filter(None, dict.fromkeys(found))
