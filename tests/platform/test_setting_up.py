"""The files and packages that packaging/dev installs, on simulated machines."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-kiosk.lock", "requirements-server.lock")
NEEDED = [
    line
    for line in (ROOT / "packaging/debian/packages").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
TEST_PACKAGES = (
    (ROOT / "packaging/dev").read_text("utf-8").split("test_packages='")[1].split("'")[0].split()
)
OLD_NAMES = {"python3-venv", *NEEDED}
NEW_NAMES = {"libglib2.0-0t64" if name == "libglib2.0-0" else name for name in OLD_NAMES}
PYTHON = """#!/bin/sh
case "$*" in
-V) echo "Python ${FAKE_VERSION:-3.11.2}" ;;
"-m venv"*)
    for place; do :; done
    rm -rf "$place" && mkdir -p "$place/bin"
    echo "venv" >>"$LOG"
    printf '#!/bin/sh\\necho "pip $*" >>"$LOG"\\necho "Downloading something"\\n' >"$place/bin/pip"
    printf '#!/bin/sh\\necho "the kiosk itself"\\n' >"$place/bin/kiosk"
    for tool in ruff mypy pytest python; do printf '#!/bin/sh\\n' >"$place/bin/$tool"; done
    chmod +x "$place"/bin/*
    ;;
esac
"""
DPKG_QUERY = """#!/bin/sh
for name; do :; done
grep -qx "$name" "$INSTALLED" && echo "install ok installed"
"""
APT_GET = """#!/bin/sh
echo "apt-get $*" >>"$LOG"
echo "Get:1 a package"
"""


class Machine:
    """A checkout with replacements for Debian's commands, whose calls are listed in ``calls``."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "kiosk"
        shutil.copytree(ROOT / "packaging", self.checkout / "packaging")
        for name in (*LOCKS, "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout / name)
        self._commands = folder / "bin"
        self._commands.mkdir()
        self._log = folder / "log"
        self._installed = folder / "installed"
        self.has(OLD_NAMES | {"sudo"})
        scripts = {"python3": PYTHON, "dpkg-query": DPKG_QUERY, "apt-get": APT_GET}
        for name, text in {**scripts, "dpkg": "#!/bin/sh\n"}.items():
            (self._commands / name).write_text(text, "utf-8")
            (self._commands / name).chmod(0o755)

    def has(self, packages: set[str]) -> None:
        self._installed.write_text("\n".join(packages) + "\n", "utf-8")

    def dev(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        path = f"{self._commands}:{os.environ['PATH']}"
        own = {"PATH": path, "LOG": str(self._log), "INSTALLED": str(self._installed)}
        self._log.write_text("", "utf-8")
        return subprocess.run(
            ["packaging/dev", *words],
            cwd=self.checkout,
            env={**os.environ, **own, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )

    @property
    def calls(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines()

    @property
    def locks(self) -> list[str]:
        """Return the lock files that pip received."""
        return [lock for call in self.calls for lock in LOCKS if call.endswith(f"-r {lock}")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("there", [OLD_NAMES, NEW_NAMES], ids=["Debian 12", "Debian 13"])
def test_apt_is_not_called_where_all_is_installed(machine: Machine, there: set[str]) -> None:
    machine.has(there)
    machine.dev("kiosk", "--version")
    assert not [call for call in machine.calls if call.startswith("apt-get")]


def test_only_what_is_missing_is_installed_and_shown(machine: Machine) -> None:
    machine.has(NEW_NAMES - {"libgssapi-krb5-2"})
    done = machine.dev("kiosk", "--version")
    assert machine.calls[1].endswith("install -y --no-install-recommends libgssapi-krb5-2")
    assert "Get:1 a package" in done.stderr
    assert "Downloading something" in done.stderr
    assert "GB of disk" in done.stderr
    assert done.stdout == "the kiosk itself\n"


def test_run_installs_no_tools_of_development(machine: Machine) -> None:
    machine.dev("run", "--offscreen")
    assert machine.locks == ["requirements-kiosk.lock"]
    machine.dev("kiosk", "serve")
    assert machine.locks == ["requirements-kiosk.lock", "requirements-server.lock"]
    machine.has(OLD_NAMES | set(TEST_PACKAGES))
    machine.dev("test")
    assert machine.locks == ["requirements.lock"]
    machine.dev("run", "--offscreen")
    assert machine.calls == []


def test_packages_are_installed_again_after_a_change_of_the_lock(machine: Machine) -> None:
    machine.dev("run", "--offscreen")
    with (machine.checkout / "requirements-kiosk.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    machine.dev("run", "--offscreen")
    assert machine.locks == ["requirements-kiosk.lock"]
    assert "venv" not in machine.calls


def test_another_python_or_another_place_makes_a_new_environment(machine: Machine) -> None:
    machine.dev("run", "--offscreen")
    machine.dev("run", "--offscreen", FAKE_VERSION="3.13.0")
    assert "venv" in machine.calls
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("moved"))
    machine.dev("run", "--offscreen", FAKE_VERSION="3.13.0")
    assert "venv" in machine.calls


@pytest.mark.skipif(os.geteuid() != 0, reason="packaging/install is for root")
def test_a_good_start_leaves_the_release_in_use_and_the_one_before(tmp_path: Path) -> None:
    opt = tmp_path / "opt" / "commons-kiosk"
    for release in ("1", "2", "3", "4"):
        (opt / release / "venv").mkdir(parents=True)
    (opt / "current").symlink_to("/opt/commons-kiosk/4")
    (opt / "before").symlink_to("/opt/commons-kiosk/3")
    prune = [ROOT / "packaging/install", "--root", tmp_path, "--prune"]

    upgrading = subprocess.Popen(["flock", opt / ".lock", "cat"], stdin=subprocess.PIPE)
    try:
        _wait_for_lock(opt / ".lock")
        subprocess.run(prune, check=True, capture_output=True)
        assert (opt / "1").exists()  # while another release is being installed, all stay
    finally:
        upgrading.communicate()
    subprocess.run(prune, check=True, capture_output=True)
    assert sorted(each.name for each in opt.iterdir() if each.name != ".lock") == [
        "3",
        "4",
        "before",
        "current",
    ]


def _wait_for_lock(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)
    while subprocess.run(["flock", "--nonblock", path, "true"], check=False).returncode == 0:
        time.sleep(0.01)
