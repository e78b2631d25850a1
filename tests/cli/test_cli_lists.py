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
    assert "buku.csv: 2 titles, 0 copies, 0 programme dates" in kiosk("sources").stdout
    assert_told(kiosk("remove", "buku.csv"), 1, "2 titles", "--yes")
    answer = kiosk("remove", "buku.csv", "--yes")
    assert (answer.returncode, "2 titles" in answer.stdout) == (0, True)
    assert kiosk("sources").stdout == "Nothing has been imported yet.\n"
    assert_told(kiosk("remove", "buku.csv"), 1, "no source")


def test_what_was_loaded_by_hand_at_a_server(kiosk: Run, tmp_path: Path) -> None:
    kiosk("load", table(tmp_path / "buku.csv", *"abcdef"))
    less = table(tmp_path / "buku (1).csv", *"abx")
    answer = kiosk("load", less)
    assert answer.returncode == 1
    assert "4 of 6 titles of “buku.csv”" in answer.stdout
    assert "--yes" in answer.stdout
    [told] = parsed(kiosk("load", "--yes", less, "--json"))
    assert (told["source"], told["removed"], told["added"]) == ("buku.csv", 4, 1)
    [listed] = parsed(kiosk("source", "--json"))
    assert (listed["name"], listed["kind"]) == ("buku.csv", "load")
    assert_told(kiosk("source", "buku.csv", "--remove"), 1, "3 titles", "--yes")
    assert kiosk("source", "buku.csv", "--remove", "--yes").returncode == 0
    assert parsed(kiosk("source", "--json")) == []


def test_a_folder_is_loaded_as_it_is_imported(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    answer = kiosk("load", tmp_path / "usb")
    assert (answer.returncode, "no file in the folder" in answer.stdout) == (1, True)
    table(tmp_path / "usb" / "buku-2026-01.csv", *"abc")
    table(tmp_path / "usb" / "buku-2026-02.csv", *"def")  # two parts of one list
    for count in (6, 0):
        [told] = parsed(kiosk("load", tmp_path / "usb", "--json"))
        assert (told["added"], told["removed"]) == (count, 0)
    assert kiosk("load", tmp_path / "mistyped.csv").returncode == 1
    assert [each["name"] for each in parsed(kiosk("source", "--json"))] == ["buku.csv"]
