"""``python -m kiosk`` is the ``kiosk`` command."""

import multiprocessing
import sys

from kiosk.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # starts the voice worker if the kiosk is a single .exe file
    sys.exit(main())
