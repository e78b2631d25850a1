"""Update translations/ with the texts in the code: packaging/dev messages.

The template ``kiosk.pot`` lists every text with its context, the files that show it and the
comments for translators ("Translators: …" above the text). The catalogues keep every
translation whose context and English text are still in the code and drop all others.
Texts are sorted by context, so that translators see a feature's texts together.
"""

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "translations"
METHODS = [("**.py", "python"), ("**.qml", "javascript"), ("**.html", "jinja2")]
# The functions of Python and templates, those of QML, and the marker for later translation.
KEYWORDS = ("pgettext:1c,2", "npgettext:1c,2,3", "trc:1c,2", "ntrc:1c,2,3", "marked:1c,2")


def template(keywords: tuple[str, ...] = KEYWORDS) -> Catalog:
    """Return the texts of the code, sorted by context and text."""
    found = Catalog()
    texts = extract_from_dir(
        ROOT / "kiosk",
        METHODS,
        keywords=parse_keywords(keywords),
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for file, line, text, comments, context in texts:
        place = (f"kiosk/{file}", line)
        found.add(text, locations=[place], auto_comments=comments, context=context)
    ordered = Catalog()
    for message in sorted(found, key=lambda each: (each.context or "", str(each.id))):
        if message.id:
            ordered[message.id] = message
    return ordered


def update(path: Path, texts: Catalog) -> None:
    """Update one catalogue from the template, without fuzzy matches for changed texts."""
    locale = Locale.parse(path.parts[-3])
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, ignore_obsolete=True)


def main() -> None:
    texts = template()
    with (TRANSLATIONS / "kiosk.pot").open("wb") as file:
        write_po(file, texts, omit_header=True, include_lineno=False)
    for path in TRANSLATIONS.glob("*/LC_MESSAGES/kiosk.po"):
        update(path, texts)


if __name__ == "__main__":
    main()
