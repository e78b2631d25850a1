"""The words of the console for what the code has names for."""

from kiosk.central.console.accounts import Role
from kiosk.central.console.audit import Deed
from kiosk.central.console.rendering import Words


def roles(words: Words) -> dict[str, str]:
    return {
        Role.VIEWER: words.tr("viewer"),
        Role.LIBRARIAN: words.tr("librarian"),
        Role.ADMIN: words.tr("administrator"),
    }


def deeds(words: Words) -> dict[str, str]:
    """What staff did, as the log and the page afterwards tell it."""
    return {
        Deed.SIGN_IN: words.tr("Signed in"),
        Deed.SIGN_OUT: words.tr("Signed out"),
        Deed.PASSWORD: words.tr("Password changed"),
        Deed.ACCOUNT_MADE: words.tr("Account made"),
        Deed.ACCOUNT_ROLE: words.tr("Role changed"),
        Deed.ACCOUNT_REMOVED: words.tr("Account removed"),
        Deed.CODE: words.tr("Pairing code shown"),
        Deed.REVOKE: words.tr("Kiosk revoked"),
        Deed.PICTURE: words.tr("Picture of the screen asked for"),
        Deed.SOURCE_SAVED: words.tr("Source saved"),
        Deed.SOURCE_RUN: words.tr("Source is read within a minute"),
        Deed.SOURCE_REMOVED: words.tr("Source removed"),
    }


def done(words: Words, deed: str) -> str:
    return deeds(words).get(deed, "")
