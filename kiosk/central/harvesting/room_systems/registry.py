"""The systems that book rooms and have a driver."""

from collections.abc import Callable, Mapping
from importlib import import_module

from kiosk.central.harvesting.room_systems.driver import RoomConnection, RoomSystem
from kiosk.errors import KioskError

# The module of each driver, by the name of the system; the module has a function ``connect``.
_MODULES: Mapping[str, str] = {"libcal": "libcal", "librebooking": "librebooking"}


def room_system_names() -> tuple[str, ...]:
    """Return the names of all systems, sorted."""
    return tuple(sorted(_MODULES))


def connect(system: str, connection: RoomConnection) -> RoomSystem:
    """Return the driver of ``system``. Raises KioskError if there is no such driver."""
    if system not in _MODULES:
        known = ", ".join(room_system_names())
        raise KioskError(f"There is no driver for “{system}”.", f"Give one of: {known}.")
    make: Callable[[RoomConnection], RoomSystem] = import_module(
        f"{__package__}.{_MODULES[system]}"
    ).connect
    return make(connection)
