"""Removing HTML from texts that may contain it: descriptions, titles and summaries.

Character references follow the HTML Living Standard, 13.5 (named character references). Only HTML
elements count as tags, so “a < b”, “<siti@example.org>” and a lesson on “the tag <b>” stay
unchanged.
"""

import html
import re

_BLOCKS = (
    "address|article|aside|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|html|legend|li|main|nav|ol|p"
    "|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|link|mark"
    "|meta|nobr|o:p|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|td|th|time|tt|u|var|wbr"
)
_NAMES = f"{_BLOCKS}|{_INLINE}"
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!DOCTYPE[^>]{0,500}>|<!\[CDATA\[|\]\]>|<\?xml[^>]{0,200}>"
    r"|<(script|style|head|title|template)\b[^>]{0,500}>.*?(?:</\1\s*>|\Z)",
    re.I | re.S,
)
_TAG = re.compile(rf"<(/?)({_NAMES})(\s[^<>]*|/)?(?:>|\Z)", re.I)
_CUT_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?\Z", re.I)
_BLOCK = re.compile(_BLOCKS, re.I)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_MARKED_UP = re.compile(
    rf"</(?:{_NAMES})\s*>|<(?:{_NAMES})\s+[a-z:-]+\s*=|<(?:br|p|div|hr|img|script|style)\b"
    r"|<!--|<!DOCTYPE|<!\[CDATA",
    re.I,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MOST_LAYERS = 3  # HTML may have been escaped more than once


def strip_html(text: str) -> str:
    """Return ``text`` without tags and with character references resolved.

    HTML paragraphs and breaks become line breaks. If the text contains neither, its own line breaks
    are kept. If the text has no markup, nothing but the surrounding white space is removed.
    """
    for _ in range(_MOST_LAYERS):
        found = _without_tags(text) if _MARKED_UP.search(text) else text
        found = _REFERENCE.sub(lambda each: html.unescape(each[0]), found)
        if found == text:
            break
        text = found
    return text.replace("\xa0", " ").replace("\xad", "").strip()


def strip_html_to_line(text: str) -> str:
    """Return ``text`` without HTML, on one line and with single spaces, for titles and names."""
    return " ".join(strip_html(text).split())


def _without_tags(text: str) -> str:
    shown = _CUT_TAG.sub("", _HIDDEN.sub("", text))
    names = [found[2] for found in _TAG.finditer(shown)]
    if not names:
        return shown
    if any(map(_BLOCK.fullmatch, names)):
        shown = " ".join(shown.split())
    shown = _SPACES.sub(" ", _TAG.sub(_in_place, shown))
    return re.sub(r"\n{3,}", "\n\n", _BREAKS.sub("\n", shown)).strip()


def _in_place(tag: re.Match[str]) -> str:
    """Return what replaces a tag: a line break, a space, or the alt text of an image."""
    name, closes = tag[2].lower(), bool(tag[1])
    if name == "p":
        return "\n\n" if closes else "\n"
    if _BLOCK.fullmatch(name):
        return "\n"
    if name in ("td", "th"):
        return " "
    if name == "img" and (found := _ALT.search(tag[3] or "")):
        return found[1] or found[2] or ""
    return ""
