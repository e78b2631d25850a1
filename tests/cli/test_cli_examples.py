"""The commands print exactly the output that docs/commands.md shows."""

import re
import shlex
from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, marc, runner

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
# The others print what differs from machine to machine.
SAME_EVERYWHERE = ("--version", "import", "rejects", "search", "programs")

EXAMPLES = [
    (words, printed)
    for line, printed in re.findall(
        r"^```console\n\$ kiosk (.+)\n((?:.*\n)*?)```", PAGE.read_text("utf-8"), flags=re.M
    )
    if (words := shlex.split(line))[0] in SAME_EVERYWHERE and not printed.startswith("…")
]


@pytest.fixture
def library(tmp_path: Path) -> Run:
    for path in DEMO.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "export.mrc").write_bytes(b"99999nam a2299999 a 4500 broken\x1e\x1d" + marc())
    (tmp_path / "ours.toml").write_text('[columns]\nsource_id = ["No"]\ntitle = ["Judul"]\n')
    (tmp_path / "gifts.csv").write_text("No,Judul\nh-1,Laskar Pelangi\nh-2,Negeri 5 Menara\n")
    run = runner(tmp_path)
    assert run("import", "programs.ics").returncode == 0
    return run


def test_the_examples_are_true(library: Run) -> None:
    for words, printed in EXAMPLES:  # what one imports the next finds
        answer = library(*words)
        assert answer.stdout + answer.stderr == printed
    assert {words[0] for words, _ in EXAMPLES} == set(SAME_EVERYWHERE)
