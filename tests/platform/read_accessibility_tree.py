"""Prints what AT-SPI reports about the kiosk, one line of JSON for each input line.

The line {"nodes", "announced"} contains the nodes on the screen and the announcements since the
last line. The program runs in Debian's own Python, which has the AT-SPI bindings, and imports
nothing from the kiosk.
"""

import json
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

WAIT_SECONDS = 60


def kiosk():
    latest = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < latest:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_child_count():
                return application
        time.sleep(0.1)
    sys.exit("AT-SPI knows of no application")


def walk(node, found):
    states = node.get_state_set()
    if found and not states.contains(Atspi.StateType.VISIBLE):
        return
    found.append(
        {
            "name": node.get_name(),
            # at-spi2-core 2.56 (Debian 13) calls a push button "button".
            "role": node.get_role_name().replace("push button", "button"),
            "description": node.get_description(),
            "checked": states.contains(Atspi.StateType.CHECKED),
            "focusable": states.contains(Atspi.StateType.FOCUSABLE),
            "enabled": states.contains(Atspi.StateType.ENABLED),
        }
    )
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            walk(child, found)


def take(events):
    """Process pending events, and return the announcements received."""
    while GLib.MainContext.default().iteration(False):
        pass
    heard = [str(event.any_data) for event in events]
    events.clear()
    return heard


Atspi.init()
application = kiosk()
events = []
listener = Atspi.EventListener.new(events.append)
listener.register("object:announcement")
for _line in sys.stdin:
    application.clear_cache()
    nodes = []
    walk(application, nodes)
    print(json.dumps({"nodes": nodes, "announced": take(events)}), flush=True)
