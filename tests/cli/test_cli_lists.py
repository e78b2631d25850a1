"""``kiosk import --replace``, ``kiosk sources`` and ``kiosk remove``."""

from pathlib import Path

from kiosk_command import Run, assert_told, parsed


def table(path: Path, *titles: str) -> Path:
    path.write_text("source_id,title\n" + "".join(f"{t},{t}\n" for t in titles))
    return path


def test_a_list_from_its_first_export_to_its_end(kiosk: Run, tmp_path: Path) -> None:
    kiosk("import", table(tmp_path / "buku.csv", *"abcdef"))
    less = table(tmp_path / "buku (1).csv", *"ab")
    answer = kiosk("import", "--replace", less)
    assert answer.returncode == 1
    assert "4 of 6 titles" in answer.stdout
    assert "--yes" in answer.stdout
    answer = kiosk("import", "--replace", "--yes", less, "--json")
    assert answer.returncode == 0
    assert parsed(answer)["files"][0]["removed"] == 4
    (held,) = parsed(kiosk("sources", "--json"))
    assert (held["source"], held["titles"]) == ("buku.csv", 2)
    assert "buku.csv: 2 titles, 0 copies, 0 program dates" in kiosk("sources").stdout
    assert_told(kiosk("remove", "buku.csv"), 1, "2 titles", "--yes")
    answer = kiosk("remove", "buku.csv", "--yes")
    assert (answer.returncode, "2 titles" in answer.stdout) == (0, True)
    assert kiosk("sources").stdout == "Nothing has been imported yet.\n"
    assert_told(kiosk("remove", "buku.csv"), 1, "no source")
