"""A test run that is killed leaves no PostgreSQL process behind."""

import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.central.postgres import binaries
from tests.central.processes import wait_for

_RUN = """
import time
from tests.central.postgres import running_postgresql
with running_postgresql() as url:
    print(url, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(binaries() is None, reason="PostgreSQL is not installed")
def test_killing_a_test_run_stops_its_postgresql() -> None:
    top = Path(__file__).parents[2]
    run = subprocess.Popen([sys.executable, "-c", _RUN], cwd=top, stdout=subprocess.PIPE, text=True)
    assert run.stdout
    url = run.stdout.readline().strip().replace("+psycopg", "") + "/postgres"
    assert answers(url)
    run.send_signal(signal.SIGKILL)
    run.wait()
    wait_for(lambda: not answers(url))


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
