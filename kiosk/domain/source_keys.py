"""Globally unique keys of records and programs: the source's name and the source's own id."""

_SEPARATOR = "\x1f"


def join_key(*parts: str) -> str:
    """Return the key of a source's name and the ids that follow it."""
    return _SEPARATOR.join(parts)


def split_key(key: str) -> list[str]:
    """Return the parts of ``key``: the source, then the id and, for a program, the occurrence."""
    return key.split(_SEPARATOR)


def key_prefix(*parts: str) -> str:
    """Return the common start of all keys whose first parts are ``parts``."""
    return join_key(*parts, "")
