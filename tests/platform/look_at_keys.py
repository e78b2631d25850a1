"""Looks at each key as a screen reader does, and lets the application have it.

The program waits for a line on standard input, listens, and prints a line of JSON. It runs in
Debian's own Python, which has the AT-SPI bindings, and imports nothing from the kiosk.
"""

import json
import sys
import threading

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PRESS, RELEASE = 1 << Atspi.EventType.KEY_PRESSED_EVENT, 1 << Atspi.EventType.KEY_RELEASED_EVENT
CAN_CONSUME = Atspi.KeyListenerSyncType.SYNCHRONOUS | Atspi.KeyListenerSyncType.CANCONSUME

sys.stdin.readline()
Atspi.init()
listener = Atspi.DeviceListener.new(lambda _event: False)
focus = Atspi.EventListener.new(lambda _event: None)
focus.register("object:state-changed:focused")
Atspi.register_keystroke_listener(listener, None, 0, PRESS | RELEASE, CAN_CONSUME)
print(json.dumps("listening"), flush=True)
loop = GLib.MainLoop()
threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
loop.run()
