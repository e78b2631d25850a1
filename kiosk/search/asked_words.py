"""The words of a query without those that only ask for them."""

from dataclasses import replace

from sqlalchemy import Connection

from kiosk.search.filters.selection import has_match
from kiosk.search.query import Query
from kiosk.search.text.function_words import find_function_words
from kiosk.search.text.normalise import index_tokens
from kiosk.search.text.requests import strip_request
from kiosk.search.vocabulary import parse_with_vocabulary


def strip_request_words(connection: Connection, query: Query) -> Query:
    """Return ``query`` without the words of a request.

    All words are kept if some title has them: "Do You Have a Flag?" is a title too.
    """
    asked = "" if query.scope else strip_request(query.words)
    if not asked:
        return query
    words = parse_with_vocabulary(connection, query.words)
    return query if has_match(connection, words.match_names()) else replace(query, words=asked)


def strip_function_words(connection: Connection, query: Query) -> Query:
    """Return ``query`` without function words, if only then some title has all its words."""
    content = query.words if query.scope else _without_function_words(query.words)
    if (
        content == query.words
        or _has_all(connection, query.words)
        or not _has_all(connection, content)
    ):
        return query
    return replace(query, words=content)


def _has_all(connection: Connection, text: str) -> bool:
    words = parse_with_vocabulary(connection, text)
    return bool(words) and has_match(connection, words.match_all())


def _without_function_words(words: str) -> str:
    """Return ``words`` without its function words, or unchanged if nothing else is left.

    The last word is kept, because it may be the beginning of another word.
    """
    written = words.split()
    found = find_function_words(index_tokens(words))
    kept = [word for word in written[:-1] if not found.issuperset(index_tokens(word))]
    if not kept and found.issuperset(index_tokens(written[-1] if written else "")):
        return words
    return " ".join([*kept, *written[-1:]])
