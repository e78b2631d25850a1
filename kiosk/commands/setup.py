"""Set the library's name, branch, languages, idle time and PIN."""

import argparse
import sys
from collections.abc import Callable
from getpass import getpass
from typing import TYPE_CHECKING, Any

from kiosk.commands.common import settings_from_arguments, translate_for_staff

if TYPE_CHECKING:
    from kiosk.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
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


def execute(args: argparse.Namespace) -> int:
    from kiosk import settings
    from kiosk.errors import KioskError
    from kiosk.services.upkeep.set_up import hash_pin

    current = settings_from_arguments(args)
    changes = _given(args)
    if args.pin_stdin:
        changes["pin_hash"] = hash_pin(sys.stdin.readline().strip())
    elif not changes:
        try:
            changes = _asked(current)
        except EOFError:
            raise KioskError(
                "Nobody can answer here: this is not a terminal.",
                "Give options: kiosk setup --help.",
            ) from None
    if changes.get("languages"):
        changes["language"] = changes["languages"][0]
    settings.load(**changes)  # raises SettingsError before anything is written
    path = settings.save(changes)
    print(f"Saved to {path}. It applies from the next start of the kiosk.")
    return 0


def _given(args: argparse.Namespace) -> dict[str, Any]:
    values = {
        "library_name": args.library,
        "branch": args.branch,
        "languages": None if args.languages is None else _codes(args.languages),
        "idle_seconds": args.idle,
        "screen_width_mm": args.screen_width,
    }
    return {name: value for name, value in values.items() if value is not None}


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _width(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def _asked(current: "Settings") -> dict[str, Any]:
    """Ask for each setting until the answer is valid, and return the answers.

    Raises EOFError at the end of input.
    """
    questions: dict[str, tuple[str, str, Callable[[str], Any]]] = {
        "library_name": ("Library name", current.library_name, str.strip),
        "branch": ("Code of this branch", current.branch, str.strip),
        "languages": (
            "Languages, the default first",
            ",".join(current.languages),
            _codes,
        ),
        "idle_seconds": (
            "Idle time before warning, in seconds",
            str(current.idle_seconds),
            int,
        ),
        "screen_width_mm": (
            "Screen width in mm (empty: as the display reports it)",
            str(current.screen_width_mm or ""),
            _width,
        ),
    }
    answers = {name: _answer(name, *question) for name, question in questions.items()}
    answers = {name: value for name, value in answers.items() if value is not None}
    pin_hash = _pin_hash()
    return {**answers, "pin_hash": pin_hash} if pin_hash else answers


def _answer(name: str, question: str, default: str, read: Callable[[str], Any]) -> Any:
    from rich.prompt import Prompt

    from kiosk import settings
    from kiosk.errors import SettingsError

    while True:
        typed = Prompt.ask(question, default=default)
        try:
            value = read(typed)
        except ValueError:
            print(f"“{typed}” is not a number.")
            continue
        try:
            # If the default language is no longer offered, the first language becomes the default.
            settings.load(**{name: value}, **({"language": ""} if name == "languages" else {}))
        except SettingsError as fault:
            print(translate_for_staff(fault.message))
            continue
        return value


def _pin_hash() -> str:
    """Ask for a new PIN twice, and return the hash of the PIN.

    Return an empty string if the old PIN is kept.
    """
    from kiosk.errors import SettingsError
    from kiosk.services.upkeep.set_up import hash_pin

    while True:
        pin = getpass("Staff PIN, 4 to 12 digits (empty: no change): ")
        if not pin:
            return ""
        try:
            hashed = hash_pin(pin)
        except SettingsError as fault:
            print(translate_for_staff(fault.message))
            continue
        if getpass("The PIN again: ") == pin:
            return hashed
        print("The PINs do not match.")
