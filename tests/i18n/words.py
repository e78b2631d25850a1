"""Excluded words, found in translations."""

import re

# Written without blanks between words, so a word is found inside others too.
WITHOUT_BLANKS = ("zh", "my")


def found(ruled_out: str, text: str, code: str) -> bool:
    """Return True if ``text`` contains an excluded word."""
    word, _, allowed = ruled_out.removesuffix("]").partition("[")
    for each in filter(None, map(str.strip, allowed.split("/"))):
        text = re.sub(re.escape(each), " ", text, flags=re.IGNORECASE)
    pattern = re.escape(word.strip()).replace(r"\*", r"\w*")
    if code not in WITHOUT_BLANKS:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.search(pattern, re.sub(r"{\w+}", "", text), re.IGNORECASE) is not None
