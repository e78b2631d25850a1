"""Globally unique keys of records and programmes, made of the source's name and the ids in it."""

_SEPARATOR = "\x1f"


def join_key(*parts: str) -> str:
    """Return the key made up of the name of a source and the ids in that source."""
    return _SEPARATOR.join(parts)


def split_key(key: str) -> list[str]:
    """Return the parts of ``key``: the source, the id and, for a programme, the occurrence."""
    return key.split(_SEPARATOR)


def key_prefix(*parts: str) -> str:
    """Return the prefix of all keys that begin with ``parts``."""
    return join_key(*parts, "")
