"""Names of the topics and ages by which titles are browsed with pictures."""

from kiosk.ui.base.translator import Translator


def topic_names(t: Translator) -> dict[str, str]:
    """Return the names of the topics, in one or two simple words each."""
    return {
        # Translators: Topics of books, for people who read little. Use the simplest words.
        "computers": t.pgettext("topics", "Computers"),
        "mind": t.pgettext("topics", "Feelings and mind"),
        "religion": t.pgettext("topics", "Religion"),
        "society": t.pgettext("topics", "People and society"),
        "learning": t.pgettext("topics", "School and learning"),
        "folk-tales": t.pgettext("topics", "Folk tales"),
        "languages": t.pgettext("topics", "Learning languages"),
        "nature": t.pgettext("topics", "Nature and science"),
        "animals": t.pgettext("topics", "Animals"),
        "health": t.pgettext("topics", "Health and baby care"),
        "machines": t.pgettext("topics", "Machines and building"),
        "plants": t.pgettext("topics", "Plants and farming"),
        "cooking": t.pgettext("topics", "Cooking"),
        "business": t.pgettext("topics", "Work and business"),
        "art": t.pgettext("topics", "Art and crafts"),
        "music": t.pgettext("topics", "Music"),
        "sport": t.pgettext("topics", "Sport and games"),
        "stories": t.pgettext("topics", "Stories and poems"),
        "travel": t.pgettext("topics", "Travel"),
        "history": t.pgettext("topics", "History"),
    }


def age_names(t: Translator) -> dict[str, str]:
    """Return the names of the ages for which there are shelves."""
    return {
        # Translators: Whom the books on a shelf are for.
        "children": t.pgettext("topics", "For children"),
        "teenagers": t.pgettext("topics", "For young people"),
        "adults": t.pgettext("topics", "For adults"),
    }
