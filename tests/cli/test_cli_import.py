"""``kiosk import``: its output, its exit status, and a second import that changes nothing."""

import json
import os
import shutil
from pathlib import Path

import pytest
from kiosk_command import DEMO, Run, assert_told, marc, parsed

COUNTS = {"read", "added", "changed", "unchanged", "rejected"}


def test_json_is_one_object_with_these_keys(kiosk: Run) -> None:
    answer = kiosk("import", DEMO, "--json")
    assert answer.returncode == 0
    found = parsed(answer)
    assert set(found) == {"files"}
    for file in found["files"]:
        assert set(file) == {"file", "source", "removed", "notes", "rejects"} | COUNTS
        assert file["read"] == file["added"] > 0
        assert file["read"] == sum(file[name] for name in COUNTS - {"read"})
    assert [Path(file["file"]).name for file in found["files"]] == sorted(
        path.name for path in DEMO.iterdir()
    )


def test_a_second_import_changes_nothing(stocked_home: Path, kiosk: Run, tmp_path: Path) -> None:
    shutil.copytree(stocked_home / "data", tmp_path / "data")
    for file in parsed(kiosk("import", DEMO, "--json"))["files"]:
        assert file["read"] == file["unchanged"] > 0
        assert (file["added"], file["changed"], file["rejected"]) == (0, 0, 0)


def test_a_bad_record_is_told_and_the_rest_is_taken(kiosk: Run, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.mrc"
    path.write_bytes(b"99999nam a2299999 a 4500 broken\x1e\x1d" + marc())
    answer = kiosk("import", path, "--json")
    assert answer.returncode == 0
    (file,) = parsed(answer)["files"]
    assert (file["read"], file["added"], file["rejected"]) == (2, 1, 1)
    (reject,) = file["rejects"]
    assert set(reject) == {"where", "reason"}
    assert all(reject.values())
    assert reject["reason"] in kiosk("import", path).stdout
    (kept,) = parsed(kiosk("rejects", "--json"))
    assert set(kept) == {"file", "where", "reason", "raw"}
    assert (kept["where"], kept["reason"]) == (reject["where"], reject["reason"])
    assert "broken" in kept["raw"]
    assert kept["reason"] in kiosk("rejects").stdout


def test_nothing_was_rejected(stocked: Run) -> None:
    assert parsed(stocked("rejects", "--json")) == []
    assert stocked("rejects").stdout == "Nothing was rejected.\n"


@pytest.mark.parametrize("content", [None, b"", b"hello\n", bytes(range(256)) * 20])
def test_a_file_of_which_nothing_was_read(
    kiosk: Run, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "export"
    if content is not None:
        path.write_bytes(content)
    answer = kiosk("import", path, "--json")
    assert answer.returncode == 1
    (file,) = parsed(answer)["files"]
    assert (file["read"], file["added"], file["rejected"]) == (0, 0, 1)
    assert "export" in file["rejects"][0]["reason"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_file_is_told_and_not_waited_for(kiosk: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mrc")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder").mkdir()
    told = (("pipe.mrc", "is not a file"), ("pipe.csv", "is not a file"))
    for name, reason in (*told, ("folder", "no file in the folder")):
        answer = kiosk("import", tmp_path / name, "--json")
        assert answer.returncode == 1
        (file,) = parsed(answer)["files"]
        assert reason in file["rejects"][0]["reason"]


def test_a_file_in_which_no_record_is_found_counts_as_not_read(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "login.xml").write_text("<!DOCTYPE html><html><body>Log in</body></html>")
    (tmp_path / "none.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    for name in ("login.xml", "none.ics"):
        answer = kiosk("import", tmp_path / name, "--json")
        assert answer.returncode == 1
        (file,) = parsed(answer)["files"]
        assert (file["read"], file["rejected"]) == (0, 1)


def test_an_empty_file_is_told_whatever_its_name(kiosk: Run, tmp_path: Path) -> None:
    for name in ("a.mrc", "a.xml", "a.csv", "a.ics", "a.toml"):
        (tmp_path / name).touch()
        answer = kiosk("import", tmp_path / name, "--json")
        assert answer.returncode == 1
        assert (
            parsed(answer)["files"][0]["rejects"][0]["reason"]
            == f"“{name}” is empty. Export it again."
        )


def test_one_file_that_is_not_there_does_not_stop_the_others(kiosk: Run, tmp_path: Path) -> None:
    answer = kiosk("import", tmp_path / "none.mrc", DEMO / "library.toml", "--json")
    assert answer.returncode == 0
    missing, library = parsed(answer)["files"]
    assert (missing["read"], missing["rejected"]) == (0, 1)
    assert library["added"] == library["read"] > 0


def test_people_get_a_table(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "library.toml").write_bytes((DEMO / "library.toml").read_bytes())
    answer = kiosk("import", "library.toml")
    assert answer.stderr == ""
    for word in ("library.toml", "Read", "Added", "Changed", "Unchanged", "Rejected"):
        assert word in answer.stdout
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.stdout)


def test_an_export_under_another_name_updates_its_source(kiosk: Run, tmp_path: Path) -> None:
    for number, kind in enumerate(("added", "unchanged")):
        path = tmp_path / f"export-{number}.mrc"
        path.write_bytes(marc())
        answer = kiosk("import", "--source", "catalogue", path, "--json")
        assert parsed(answer)["files"][0][kind] == 1


def test_csv_by_a_mapping_of_staff(kiosk: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('[columns]\nsource_id = ["No"]\ntitle = ["Nama"]\n')
    (tmp_path / "list.txt").write_text("No,Nama\nb-1,Bumi Manusia\n")
    answer = kiosk("import", "--mapping", "ours.toml", "list.txt", "--json")
    assert parsed(answer)["files"][0]["added"] == 1
    assert parsed(kiosk("search", "bumi", "--json"))[0]["source_id"] == "b-1"


def test_a_mapping_that_is_not_there(kiosk: Run) -> None:
    assert_told(kiosk("import", "--mapping", "ours", DEMO), 1, "ours", "generic")


@pytest.mark.skipif(os.name == "nt", reason="file names of Windows are always Unicode")
def test_a_file_name_that_is_no_unicode(kiosk: Run, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.mrc")
    path.write_bytes(marc())
    answer = kiosk("import", tmp_path, "--json")
    assert answer.returncode == 0
    assert parsed(answer)["files"][0]["added"] == 1
    assert kiosk("import", path).returncode == 0
