"""Telling the web address of a digital title from the other addresses in its record.

Catalogues also contain the address of their own page about the title, of a cover image or of a
sign-in page.
"""

import re

_PAGE = re.compile(
    r"[?&]p=show_detail|opac-(?:detail|marcdetail|isbddetail)|/cgi-bin/koha/opac|/eg/opac/"
    r"|detail-opac|[?&]lvl=(?:notice|bulletin)_display|[?&]func=(?:direct|find|full|item)"
    r"|/record=b[0-9]|/encore/|/uhtbin/cgisirsi|/search/detailnonmodal|/ipac[0-9.]*/ipac"
    r"|vwebv/holdingsinfo|pwebrecon\.cgi|/fulldisplay|primo_library/libweb|/permalink/"
    r"|biblio_view\.php|/polaris/search/|worldcat\.org/(?:[a-z]+/)?(?:title|oclc|isbn)/"
    r"|/search/results\b|/record/[^/?]{1,80}/?(?:[?#]|\Z)|/catalog/[0-9]{1,12}/?(?:[?#]|\Z)"
    r"|lccn\.loc\.gov|catalog\.loc\.gov|librarything\.com/work|goodreads\.com/book"
    r"|openlibrary\.org/(?:books|works)/|/bib/[0-9]{1,12}/?(?:[?#]|\Z)",
    re.I,
)
_CATALOGUE = re.compile(r"//(?:www\.)?(?:e-?)?opac|/(?:web-?)?opac[/_?]|//katalog|//catalog", re.I)
_A_FILE = re.compile(r"\.(?:pdf|epub|mobi|docx?|pptx?|mp[34]|djvu|txt)(?:[?#]|\Z)|p=fstream", re.I)
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|bmp)(?:[?#]|\Z)|createthumb\.php|/covers?/|/sampul|/thumb(?:nail)?s?/",
    re.I,
)


def accept_title_url(url: str, *, picture: bool = False) -> str:
    """Return the cleaned ``url`` if it leads to the title itself, otherwise "".

    The address of an image file is accepted only if the title is itself a ``picture``.
    """
    url = url.strip().replace(" ", "%20")
    if not url.lower().startswith(("http://", "https://")):
        return ""
    if _PICTURE.search(url):
        return url if picture else ""
    if _A_FILE.search(url):
        return url
    return "" if _PAGE.search(url) or _CATALOGUE.search(url) else url
