"""Safe parsing of one XML element without entities, document types or network access."""

import html
import re
from collections.abc import Iterator

from lxml import etree

_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):|\s([A-Za-z_][\w.-]*):[\w.-]+\s*=")
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w*)?;?", re.S)
_NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STRAY = re.compile(r"<(?![/!?A-Za-z_])")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']""")
_KNOWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class MalformedXml(ValueError):
    """XML that cannot be parsed; ``str(error)`` is one sentence."""


def declared_encoding(head: bytes) -> str:
    """Return the encoding that the XML declaration gives, or "utf-8" if it gives none."""
    found = _ENCODING.search(head)
    return found[1].decode("ascii").lower() if found else "utf-8"


def parse_element(raw: bytes, encoding: str = "utf-8") -> etree._Element:
    """Parse the element in ``raw``; undeclared prefixes are accepted. Raises MalformedXml."""
    text = _NOT_ALLOWED.sub(" ", _decoded(raw, encoding))
    if "&" in text:
        text = "".join(_with_references(text))
    wrapped = f"<kiosk{_declarations(text)}>{text}</kiosk>"
    try:
        try:
            root = etree.fromstring(wrapped.encode("utf-8"), _parser())
        except etree.XMLSyntaxError:
            root = etree.fromstring(_STRAY.sub("&lt;", wrapped).encode("utf-8"), _parser())
    except etree.XMLSyntaxError as fault:
        raise MalformedXml(f"Its XML is not well formed: {fault.msg}.") from fault
    if not len(root):
        raise MalformedXml("It contains no element.")
    return root[0]


def parse_leniently(raw: bytes) -> etree._Element | None:
    """Return the root element of a small document, even if it contains errors.

    Returns None if the document has no root element.
    """
    try:
        return etree.fromstring(raw, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def local_name(node: etree._Element) -> str:
    """Return the name of an element without namespace or prefix."""
    if not isinstance(node.tag, str):
        return ""
    return node.tag.rpartition("}")[2].rpartition(":")[2]


def descendants_named(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Return those of ``node`` and its descendants that have one of these local names, in order."""
    return (each for each in node.iter("{*}*") if local_name(each) in names)


def element_text(node: etree._Element) -> str:
    """Return all text in ``node``, unchanged."""
    if not len(node):
        return node.text or ""
    return "".join(str(part) for part in node.itertext())


def stripped_text(node: etree._Element | None) -> str:
    """Return the text in ``node`` without surrounding white space, or "" if ``node`` is None."""
    return "" if node is None else element_text(node).strip()


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip


def _decoded(raw: bytes, encoding: str) -> str:
    """Decode ``raw`` as UTF-8 if possible, or otherwise in the declared encoding."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        if encoding.replace("_", "-") in ("utf-8", "utf8"):
            raise MalformedXml(f"It is not valid UTF-8 ({fault.reason}).") from fault
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as fault:
        raise MalformedXml(f"It is neither UTF-8 nor {encoding}, as it declares.") from fault


def _with_references(text: str) -> Iterator[str]:
    """Yield the parts of ``text``; entity references outside CDATA are made valid in XML."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            raise MalformedXml("It has a CDATA section without an end.")
        yield _ENTITY.sub(_reference, text[at:start])
        yield text[start : end + 3]
        at = end + 3
    yield _ENTITY.sub(_reference, text[at:])


def _reference(found: re.Match[str]) -> str:
    """Return an entity reference in a form that is valid in XML.

    An HTML entity is replaced by its character; an unknown entity becomes plain text.
    """
    whole, inner = found[0], found[1]
    if inner and whole.endswith(";"):
        if inner in _KNOWN:
            return whole
        text = html.unescape(whole)
        if text != whole:
            return "".join(f"&#{ord(c)};" for c in text if not _NOT_ALLOWED.match(c)) or " "
    return "&amp;" + whole[1:]


def _declarations(text: str) -> str:
    prefixes = {first or second for first, second in _PREFIX.findall(text)}
    return "".join(f' xmlns:{p}="urn:x-{p}"' for p in sorted(prefixes - {"xml", "xmlns"}))
