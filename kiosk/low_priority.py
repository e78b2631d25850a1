"""The low priority of processes that work beside the screens or the server."""

import os
import signal


def lower_priority(niceness: int = 10) -> None:
    """Let this process give way to all others, and let only its parent end it.

    ``niceness`` is added to that of POSIX; at 19, Linux also lowers the disk priority. Ctrl+C is
    ignored, because it stops the parent, which then kills this process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):  # Windows has no os.nice
        os.nice(niceness)
