"""Check everything the kiosk needs, and give advice."""

import argparse

from kiosk.commands.common import (
    add_json,
    database_from_arguments,
    print_json,
    settings_from_arguments,
)

_MARKS = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_json(parser)


def execute(args: argparse.Namespace) -> int:
    from kiosk.app import check_display
    from kiosk.services.upkeep.check_health import check_health

    settings = settings_from_arguments(args)
    checks = check_health(settings, database_from_arguments(args), lambda: check_display(settings))
    if args.json:
        print_json(
            [
                {
                    "name": check.name,
                    "status": check.status,
                    "message": check.message,
                    "advice": check.advice,
                }
                for check in checks
            ]
        )
    else:
        for check in checks:
            print(f"{_MARKS[check.status]}  {check.name}: {check.message} {check.advice}".rstrip())
    return 1 if any(check.status == "fault" for check in checks) else 0
