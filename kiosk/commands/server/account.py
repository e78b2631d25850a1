"""Create an account of the staff console, or set a new password."""

import argparse
import sys
from getpass import getpass

from kiosk.commands.server.common import add_database, server_from_arguments
from kiosk.errors import KioskError

_ROLES = ("viewer", "librarian", "admin")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="of the person, for signing in")
    add_database(parser)
    parser.add_argument(
        "--role",
        choices=_ROLES,
        metavar="ROLE",
        help=f"{', '.join(_ROLES)}; not for an old account",
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from standard input, not the keyboard",
    )


def execute(args: argparse.Namespace) -> int:
    from kiosk.central.console.access import accounts

    server = server_from_arguments(args)
    with server.database.read() as connection:
        known = accounts.find_account(connection, args.name)
    if known is None and args.role is None:
        raise KioskError(f"There is no account “{args.name}”.", "To create it, give --role.")
    if known is not None and args.role:
        raise KioskError(
            f"There is an account “{args.name}” already.",
            "Its role is changed at the console; without --role it gets a new password.",
        )
    password = _password(args)
    with server.database.write() as connection:
        if known is None:
            role = accounts.Role(args.role)
            accounts.create_account(connection, args.name, role, password, server.clock())
        else:
            accounts.set_password(connection, known.name, password)
    print(f"“{args.name}” can sign in at /console of the server.")
    return 0


def _password(args: argparse.Namespace) -> str:
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n")
    try:
        password = getpass("Password, 12 characters or more: ")
        if getpass("Once more: ") != password:
            raise KioskError("The passwords do not match.", "Try again.")
    except EOFError:
        raise KioskError(
            "Nobody can answer here: this is not a terminal.", "Give --password-stdin."
        ) from None
    return password
