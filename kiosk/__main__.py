"""``python -m kiosk`` is the ``kiosk`` command."""

import multiprocessing
import sys

from kiosk.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # the voice worker, where the kiosk is one .exe
    sys.exit(main())
