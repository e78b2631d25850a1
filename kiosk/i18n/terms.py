"""What the terms of programs are called, at the kiosk and at the console.

Each function takes the one that translates a message.
"""

from collections.abc import Callable

from kiosk.domain.programs import ProgramKind

Translate = Callable[[str], str]


def program_kinds(tr: Translate) -> dict[str, str]:
    return {
        ProgramKind.LANGUAGE_CLASS: tr("Language class"),
        ProgramKind.WORKSHOP: tr("Workshop"),
        ProgramKind.DISCUSSION: tr("Discussion circle"),
        ProgramKind.STORY_TIME: tr("Story time"),
        ProgramKind.EXHIBITION: tr("Exhibition"),
        ProgramKind.OTHER: tr("Meeting"),
    }


def levels(tr: Translate) -> dict[str, str]:
    """The usual ones; a source may have others."""
    return {
        "beginner": tr("Beginners"),
        "intermediate": tr("Intermediate"),
        "advanced": tr("Advanced"),
    }


def audiences(tr: Translate) -> dict[str, str]:
    """The usual ones; a source may have others."""
    return {
        "adults": tr("Adults"),
        "children": tr("Children"),
        "teens": tr("Teenagers"),
        "families": tr("Families"),
        "elders": tr("Older people"),
        "newcomers": tr("Newcomers"),
        "women": tr("Women"),
        "everyone": tr("Everyone"),
    }


def needs(tr: Translate) -> dict[str, str]:
    """What makes a program or a space open to more people, by the field that says so."""
    return {
        "childcare": tr("Childcare"),
        "no_card_needed": tr("No library card needed"),
        "step_free": tr("Step-free"),
        "hearing_loop": tr("Hearing loop"),
    }
