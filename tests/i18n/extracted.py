"""The translatable strings of the code, as ``packaging/dev messages`` extracts them."""

import importlib.util
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]


@cache
def extracted() -> Catalog:
    """Return the strings with their contexts, places (file, line) and comments."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "packaging" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = module.template()
    assert isinstance(found, Catalog)
    return found
