"""The names of programme types, levels, audiences and access needs, for visitors.

Each function receives as its argument the function that translates a message in its context.
"""

from collections.abc import Callable

from kiosk.domain.programs import ProgramKind

Translate = Callable[[str, str], str]


def program_type_names(pgettext: Translate) -> dict[str, str]:
    return {
        ProgramKind.LANGUAGE_CLASS: pgettext("terms", "Language class"),
        ProgramKind.WORKSHOP: pgettext("terms", "Workshop"),
        ProgramKind.DISCUSSION: pgettext("terms", "Discussion circle"),
        ProgramKind.STORY_TIME: pgettext("terms", "Story time"),
        ProgramKind.EXHIBITION: pgettext("terms", "Exhibition"),
        ProgramKind.OTHER: pgettext("terms", "Meeting"),
    }


def levels(pgettext: Translate) -> dict[str, str]:
    """Return the names of the usual levels; a source may use other levels."""
    return {
        "beginner": pgettext("terms", "Beginners"),
        "intermediate": pgettext("terms", "Intermediate"),
        "advanced": pgettext("terms", "Advanced"),
    }


def audiences(pgettext: Translate) -> dict[str, str]:
    """Return the names of the usual audiences; a source may use other audiences."""
    return {
        "adults": pgettext("terms", "Adults"),
        "children": pgettext("terms", "Children"),
        "teens": pgettext("terms", "Teenagers"),
        "families": pgettext("terms", "Families"),
        "elders": pgettext("terms", "Older people"),
        "newcomers": pgettext("terms", "Newcomers"),
        "women": pgettext("terms", "Women"),
        "everyone": pgettext("terms", "Everyone"),
    }


def topics(pgettext: Translate) -> dict[str, str]:
    """Return the names of the topics that visitors can filter by, by the word of CATEGORIES."""
    return {
        "computers": pgettext("terms", "Computers"),
        "sign-language": pgettext("terms", "Sign language"),
        "crafts": pgettext("terms", "Crafts"),
        "music": pgettext("terms", "Music"),
        "health": pgettext("terms", "Health"),
        "work": pgettext("terms", "Work"),
    }


def needs(pgettext: Translate) -> dict[str, str]:
    """Return the names of access needs; each key is a field of a programme or space."""
    return {
        "childcare": pgettext("terms", "Childcare"),
        "no_card_needed": pgettext("terms", "No library card needed"),
        "step_free": pgettext("terms", "Step-free"),
        "hearing_loop": pgettext("terms", "Hearing loop"),
    }
