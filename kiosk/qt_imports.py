"""Keeps PySide6 from reading the source of every module, which takes memory and time.

Import this module before PySide6. After each import, PySide6 searches the source of the imported
module for its own name, to know whether the module may choose a feature with ``__feature__``.
The sources of about 700 modules then stay in ``linecache``: 28 MB, and a seventh of the time of
the imports. The kiosk chooses no feature. If a release of PySide6 has no such search, nothing
changes.
"""

import sys
from types import ModuleType

import shiboken6  # noqa: F401  (loads the search, but not Qt)


def _chooses_no_feature(module: ModuleType) -> bool:
    return False


_features = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside"):
    setattr(_features, "_mod_uses_pyside", _chooses_no_feature)  # noqa: B010
