"""Helpers shared by several sub-commands."""

import argparse
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.store.database import Database


def settings_from_arguments(args: argparse.Namespace, **overrides: Any) -> "Settings":
    """Return the settings, with the folder from ``--data-dir`` if the option was used."""
    from kiosk import settings

    if args.data_dir:
        overrides["data_dir"] = args.data_dir
    return settings.load(**overrides)


def database_from_arguments(args: argparse.Namespace) -> "Database":
    return open_database(settings_from_arguments(args).data_dir)


def open_database(folder: Path) -> "Database":
    """Open the database in ``folder``, and rebuild the search index if this release requires it."""
    from kiosk.services.catalogue.rebuild_missing_index import rebuild_missing_index
    from kiosk.store.database import Database

    database = Database(folder)
    rebuild_missing_index(database)
    return database


def translate_for_staff(text: str) -> str:
    """Translate ``text`` into the language that the environment variables name, as gettext(3) does.

    A string that is not a :class:`kiosk.errors.Sentence` is returned in English.
    """
    from babel import negotiate_locale

    from kiosk.i18n.catalogue import SOURCE, Catalogue
    from kiosk.settings import SHIPPED_LANGUAGES

    # Babel's default_locale is not used: it reads LC_CTYPE, which Python itself sets (PEP 538).
    names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    asked = next(filter(None, map(os.environ.get, names)), SOURCE)
    wanted = [each.partition(".")[0] for each in asked.split(":")]
    return Catalogue(negotiate_locale(wanted, SHIPPED_LANGUAGES) or SOURCE).sentence(text)


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    print()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def add_yes(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--yes", action="store_true", help=f"do not ask before {what}")


def confirm(question: str, count: int) -> bool:
    """Ask the person at the terminal to type ``count``; return True if the typed number is right.

    If standard input is not a terminal, False is returned.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"{question} Type {count} to continue: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() == str(count)
