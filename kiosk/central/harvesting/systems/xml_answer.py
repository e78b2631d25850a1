"""Reading an answer in XML, and noticing that it is cut off or something else."""

import re
from pathlib import Path

from lxml import etree

from kiosk.sources.xml.xml_text import MalformedXml, local_name, parse_element

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,99}<\?xml[^<>]{0,200}\?>")


def read_whole_answer(path: Path, *names: str) -> etree._Element | None:
    """Return the root of the answer in ``path`` if it is one of ``names`` (local names).

    Ampersands need not be escaped, because systems write their XML by hand. Returns None for
    anything else, and for an answer without its end: of a truncated list of copies, the rest would
    look as if it were gone.
    """
    try:
        root = parse_element(_DECLARATION.sub(b"", path.read_bytes(), count=1))
    except MalformedXml:
        return None
    return root if local_name(root) in names else None
