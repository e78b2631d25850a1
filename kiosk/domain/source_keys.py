"""What names a thing among those of all sources: its source, and what that calls it."""

_JOIN = "\x1f"


def join_key(*parts: str) -> str:
    """The key whose :func:`split_key` are ``parts``, the source first."""
    return _JOIN.join(parts)


def split_key(key: str) -> list[str]:
    """The source, and what follows: the id and occurrence of a record or a program."""
    return key.split(_JOIN)


def key_prefix(*parts: str) -> str:
    """What the keys begin with whose first parts are ``parts``: of all of a source, say."""
    return join_key(*parts, "")
