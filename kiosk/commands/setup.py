"""Name the library and the branch, choose languages and idle time, set the PIN."""

import argparse
import sys
from getpass import getpass
from typing import Any

from kiosk.commands.common import settings_of


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--library", metavar="NAME", help="name of the library, as shown")
    parser.add_argument("--branch", metavar="CODE", help="code of the branch the kiosk stands in")
    parser.add_argument(
        "--languages", metavar="CODES", help="for visitors, the first at the start: id,en,ar"
    )
    parser.add_argument("--idle", type=int, metavar="SECONDS", help="until the warning, 30 or more")
    parser.add_argument("--screen-width", type=float, metavar="MM", help="as measured on the panel")
    parser.add_argument(
        "--pin-stdin",
        action="store_true",
        help="read the PIN from standard input, not the keyboard",
    )


def act(given: argparse.Namespace) -> int:
    from kiosk import settings
    from kiosk.errors import KioskError
    from kiosk.services.set_up import hash_pin

    current = settings_of(given)
    changes = _given(given)
    if given.pin_stdin:
        changes["pin_hash"] = hash_pin(sys.stdin.readline().strip())
    elif not changes:
        try:
            changes = _asked(current)
        except EOFError:
            raise KioskError("Nobody answers.", "Give options: kiosk setup --help.") from None
    if changes.get("languages"):
        changes["language"] = changes["languages"][0]
    settings.load(**changes)  # or it raises, and nothing is written
    path = settings.save(changes)
    print(f"Saved to {path}. The kiosk takes it up at its next start.")
    return 0


def _given(given: argparse.Namespace) -> dict[str, Any]:
    values = {
        "library_name": given.library,
        "branch": given.branch,
        "languages": None if given.languages is None else _codes(given.languages),
        "idle_seconds": given.idle,
        "screen_width_mm": given.screen_width,
    }
    return {name: value for name, value in values.items() if value is not None}


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _asked(current: Any) -> dict[str, Any]:
    from rich.prompt import IntPrompt, Prompt

    from kiosk.services.set_up import hash_pin

    answers: dict[str, Any] = {
        "library_name": Prompt.ask("Name of the library", default=current.library_name),
        "branch": Prompt.ask("Code of this branch", default=current.branch),
        "languages": _codes(
            Prompt.ask("Languages, the first at the start", default=",".join(current.languages))
        ),
        "idle_seconds": IntPrompt.ask(
            "Seconds without an action until the warning", default=current.idle_seconds
        ),
    }
    pin = getpass("Staff PIN, 4 to 12 digits (empty: leave as it is): ")
    return {**answers, "pin_hash": hash_pin(pin)} if pin else answers
