"""The ``kiosk`` command: parses its arguments and runs a sub-command."""

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk import __version__
from kiosk.commands import (
    backup,
    demo,
    doctor,
    door,
    pair,
    repair,
    restore,
    run,
    screenshots,
    setup,
    sync,
)
from kiosk.commands.catalogue import covers, import_, programs, rejects, remove, search, sources
from kiosk.commands.common import translate_for_staff
from kiosk.commands.server import account, code, kiosks, load, serve, source
from kiosk.errors import KioskError

_COMMANDS = (
    *(run, demo, setup, import_, covers, sources, remove, rejects, search, programs),
    *(doctor, screenshots, pair, sync),
    *(serve, load, source, code, kiosks, account),
    *(backup, restore, repair, door),
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="kiosk", description="A library kiosk that works without a network."
    )
    top.add_argument("--version", action="version", version=f"kiosk {__version__}")
    top.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="folder of the database, instead of the default",
    )
    top.add_argument("--verbose", action="store_true", help="log to standard error")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in _COMMANDS:
        name = module.__name__.rpartition(".")[2].rstrip("_")
        summary = (module.__doc__ or "").strip().splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        module.add_arguments(command)
        command.set_defaults(action=module.execute)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status.

    The exit status is 0 on success, 1 after a KioskError (explained on standard error), 2 for
    invalid arguments and 130 after Ctrl+C.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO if given.verbose else logging.ERROR,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    try:
        status: int = given.action(given)
        sys.stdout.flush()
        return status
    except KioskError as fault:
        message, advice = map(translate_for_staff, (fault.message, fault.advice))
        print(f"kiosk: {message} {advice}".strip(), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The process that was reading the output has exited, so nobody would see a message.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
