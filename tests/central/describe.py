"""Print the server's API description (OpenAPI 3.1) for docs/openapi.json.

python -m tests.central.describe > docs/openapi.json
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kiosk.central.database import CentralDatabase
from kiosk.central.http.api import create_kiosk_api
from kiosk.central.server import Server

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def description() -> dict[str, Any]:
    """Generate the API description from the code."""
    database = CentralDatabase("sqlite://")
    try:
        return create_kiosk_api(Server(database, Path(), lambda: datetime.now(UTC))).openapi()
    finally:
        database.close()


if __name__ == "__main__":
    json.dump(description(), sys.stdout, indent=1, ensure_ascii=False)
    print()
