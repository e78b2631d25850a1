"""Faults of the server's database must not reveal values of rows."""

import traceback
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from kiosk.central import tables
from kiosk.central.database import CentralDatabase

NOW = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)


def test_a_database_fault_reveals_no_values(central: CentralDatabase) -> None:
    row = {"kind": "reservation", "key": "code-918273", "seq": 1, "digest": b"", "changed": NOW}
    with pytest.raises(IntegrityError) as caught, central.write() as connection:
        connection.execute(insert(tables.entity).values(row))
        connection.execute(insert(tables.entity).values(row))
    trace = "".join(traceback.format_exception(caught.value))
    assert "entity" in trace
    assert "918273" not in trace
