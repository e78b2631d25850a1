"""The library systems that have a driver."""

from collections.abc import Callable, Mapping
from importlib import import_module

from kiosk.central.harvesting.systems.driver import SystemConnection, SystemDriver
from kiosk.errors import KioskError

# The module of each driver, by the name of the system; the module has a function ``connect``.
# Modules are imported when they are needed, because few servers need more than one.
_MODULES: Mapping[str, str] = {
    "evergreen": "evergreen",
    "folio": "folio",
    "inlislite": "inlislite",
    "koha": "koha",
    "list": "copy_list",
    "sip2": "sip2",
    "slims": "slims",
}


def system_names() -> tuple[str, ...]:
    """Return the names of all systems, sorted."""
    return tuple(sorted(_MODULES))


def connect(system: str, connection: SystemConnection) -> SystemDriver:
    """Return the driver of ``system``. Raises KioskError if there is no such driver."""
    if system not in _MODULES:
        known = ", ".join(system_names())
        raise KioskError(f"There is no driver for “{system}”.", f"Give one of: {known}.")
    module = import_module(f"{__package__}.{_MODULES[system]}")
    make: Callable[[SystemConnection], SystemDriver] = module.connect
    return make(connection)
