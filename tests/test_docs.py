"""The documentation agrees with the code: commands, options, settings and links."""

import argparse
import json
import re
import tomllib
from pathlib import Path

import pytest

from kiosk.central.credentials import environment_name
from kiosk.cli import parser
from kiosk.commands.server.system_source import PASSWORD_VARIABLE
from kiosk.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


CALL = re.compile(
    r"(?:\w+=\S+ |.*\| |packaging/dev )?kiosk((?: --\S+(?: [A-Z/]\S*)?)*) ([a-z]\S*)(.*)"
)


def read(path: Path) -> str:
    return path.read_text("utf-8")


def subcommands() -> dict[str, argparse.ArgumentParser]:
    return next(dict(a.choices) for a in parser()._actions if isinstance(a.choices, dict))


def options(of: argparse.ArgumentParser) -> set[str]:
    """Return each documented option: its name, followed by its arguments."""
    return {
        " ".join(filter(None, (action.option_strings[-1], str(action.metavar or ""))))
        for action in of._actions
        if action.option_strings and action.dest != "help"
    }


def sections(page: str) -> dict[str, str]:
    """Return the text under each heading of the second level."""
    parts = re.split(r"^## (.+)$", page, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_cells(text: str) -> list[str]:
    """Return the first cell of each table row, if the cell consists of one piece of code."""
    return re.findall(r"^\| `([^`]+)` \|", text, flags=re.M)


def calls(page: str) -> list[tuple[str, str, str]]:
    """Return each call of the command on a page: options before, sub-command, and the rest."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", page, flags=re.M | re.S)
    lines = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", page, flags=re.M | re.S))
    for kind, text in blocks:  # in a console what follows $ is typed, the rest is printed
        lines += (
            re.findall(r"^\$ (.*)", text, flags=re.M) if kind == "console" else text.split("\n")
        )
    found = (CALL.match(line.partition(" #")[0]) for line in lines)
    return [(call[1], call[2], call[3]) for call in found if call]


COMMANDS = sections(read(DOCS / "commands.md"))


def test_every_command_is_documented_and_no_other() -> None:
    assert {h.strip("`") for h in COMMANDS if h.startswith("`")} == {
        f"kiosk {name}" for name in subcommands()
    }


@pytest.mark.parametrize("name", subcommands())
def test_every_option_is_documented_and_no_other(name: str) -> None:
    section = COMMANDS[f"`kiosk {name}`"]
    command = subcommands()[name]
    assert sorted(first_cells(section)) == sorted(options(command))
    places = [str(a.metavar) for a in command._actions if not a.option_strings]
    if places:
        assert " ".join(["kiosk", name, *places]) in section, "how it is called"
    assert re.search(rf"^\$ .*\bkiosk {name}\b", section, flags=re.M), "an example"


def test_the_options_of_all_commands_are_documented_and_no_other() -> None:
    assert set(first_cells(COMMANDS["For every command"])) == options(parser())


def test_every_setting_is_documented_and_no_other() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| `(\w+)` \|$",
        read(DOCS / "settings.md"),
        flags=re.M,
    )
    assert [row[0] for row in rows] == list(Settings.model_fields)
    for name, _type, default, _unit, meaning, environment in rows:
        assert environment == f"KIOSK_{name.upper()}"
        assert len(meaning) > 20
        value = Settings.model_fields[name].get_default()
        if name == "data_dir":
            assert default == "see above"
        else:
            assert default == ("none" if value is None else f"`{json.dumps(value)}`"), name


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_what_the_docs_tell_to_run_is_there(page: Path) -> None:
    known = subcommands()
    for before, name, words in calls(read(page)):
        assert name in known
        taken = {option.split()[0] for option in options(known[name])} | {"--help"}
        of_all = {option.split()[0] for option in options(parser())}
        assert set(re.findall(r"--[\w-]+", before)) <= of_all, before
        assert set(re.findall(r"--[\w-]+", words)) <= taken, f"{name} {words}"


def test_calls_are_found_in_the_readme() -> None:
    assert {"setup", "import", "doctor", "run"} <= {name for _, name, _ in calls(read(PAGES[0]))}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_setting_that_the_docs_name_is_there(page: Path) -> None:
    known = {f"KIOSK_{name.upper()}" for name in Settings.model_fields} | {"KIOSK_CONFIG"}
    known |= {PASSWORD_VARIABLE, environment_name("")}
    assert set(re.findall(r"\bKIOSK_[A-Z_]+\b", read(page))) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", read(page), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(read(file)), target


def anchors(page: str) -> set[str]:
    """Return the anchors of the headings, according to GitHub's rule."""
    headings = re.findall(r"^#+ (.+)$", page, flags=re.M)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def test_the_tables_of_the_architecture_are_the_layers_that_are_enforced() -> None:
    linter = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]
    enforced = [
        [set(layer.split(" | ")) for layer in contract["layers"]]
        for contract in linter["contracts"]
        if contract["type"] == "layers"
    ]
    tables = re.findall(
        r"^\| module \|.*\n\|-.*\n((?:\|.*\n)+)", read(DOCS / "architecture.md"), re.M
    )
    rows = [[line.split("|")[1] for line in table.splitlines()] for table in tables]
    documented = [[set(re.findall(r"`(\w+)`", cell)) for cell in table] for table in rows]
    assert documented == enforced
