"""Faults in settings and in library.toml are reported in plain words, in the chosen language."""

from pathlib import Path

import pytest
from kiosk_command import Run

REPORTED = Path(__file__).resolve().parents[3] / "shared" / "data" / "reported"
BRANCH = '[[branch]]\ncode = "a"\nname = "A"\n'
SPACE = '[[space]]\ncode = "r"\nbranch = "a"\nname = "R"\n'
PYDANTIC = ("pydantic", "Extra inputs", "Input should", "validation error", "type=", "Traceback")


@pytest.mark.parametrize(
    ("text", "english", "indonesian"),
    [
        (
            '[[branch]]\ncode = "a"\nname = Perpus Kota\n',
            "Line 3 is not valid: name = Perpus Kota.",
            "Baris 3 tidak benar: name = Perpus Kota.",
        ),
        (
            "[[branch]]\ncode = “a”\n",
            "Line 2 has curly quotation marks",
            "Baris 2 memakai tanda kutip lengkung",
        ),
        (
            '[[branch]]\ncode = "a"\ncode = "b"\n',
            'Line 3 repeats an earlier line: code = "b".',
            'Baris 3 mengulang baris sebelumnya: code = "b".',
        ),
        (
            BRANCH + 'zone = "Jakarta"\n',
            "“Jakarta” is not a time zone. Use one such as Asia/Jakarta.",
            "“Jakarta” bukan zona waktu. Gunakan yang seperti Asia/Jakarta.",
        ),
        (
            BRANCH + '[branch.hours]\nmon = ["pagi"]\n',
            "“pagi” is not valid. Write opening hours such as",
            "“pagi” tidak benar. Tulis jam buka seperti",
        ),
        (
            BRANCH + SPACE + "capcity = 4\n",
            "“capcity” is not a known name. Did you mean “capacity”?",
            "“capcity” bukan nama yang dikenal. Maksud Anda “capacity”?",
        ),
        (
            BRANCH + SPACE + 'capacity = "enam"\n',
            '“capacity” is "enam"; it must be a number.',
            '“capacity” berisi "enam"; harus berupa bilangan.',
        ),
        (
            BRANCH + SPACE + 'kind = "kamar"\n',
            '“kind” is "kamar"; it must be one of these: study_room',
            '“kind” berisi "kamar"; harus salah satu dari: study_room',
        ),
        (
            BRANCH + SPACE + SPACE,
            "The code “r” is already used above.",
            "Kode “r” sudah dipakai di atas.",
        ),
        ('[[branch]]\nname = "A"\n', "“code” is missing.", "“code” belum ada."),
    ],
)
def test_library_toml(kiosk: Run, tmp_path: Path, text: str, english: str, indonesian: str) -> None:
    (tmp_path / "library.toml").write_text(text, "utf-8")
    for lang, wanted in (("C.UTF-8", english), ("id_ID.UTF-8", indonesian)):
        answer = kiosk("import", "library.toml", LANG=lang, LC_ALL="")
        told = answer.stdout + answer.stderr
        assert wanted in told
        assert not [word for word in PYDANTIC if word in told]


@pytest.mark.parametrize(
    ("text", "english", "indonesian"),
    [
        ("idle = 90", "Did you mean “idle_seconds”?", "Maksud Anda “idle_seconds”?"),
        (
            "idle_seconds = 5",
            "“idle_seconds” is 5; it must be 30 or more.",
            "“idle_seconds” berisi 5; harus 30 atau lebih.",
        ),
        (
            'idle_seconds = "soon"\nbranhc = "x"',
            "“branhc” is not a known name. Did you mean “branch”? “idle_seconds” is",
            "“branhc” bukan nama yang dikenal. Maksud Anda “branch”? “idle_seconds” berisi",
        ),
        (
            'languages = "id"',
            '“languages” is "id"; it must be a list in square brackets.',
            '“languages” berisi "id"; harus berupa daftar dalam kurung siku.',
        ),
        ("library_name = Perpus", "Line 1 is not valid", "Baris 1 tidak benar"),
        ('library_name = ""', "“library_name” is empty.", "“library_name” kosong."),
        (
            "speech_at_start = 3",
            "“speech_at_start” is 3; it must be true or false.",
            "“speech_at_start” berisi 3; harus true atau false.",
        ),
        (
            'language = "fr"\nlanguages = ["id", "en"]',
            "“language” must be one of “languages”: id, en.",
            "“language” harus salah satu dari “languages”: id, en.",
        ),
    ],
)
def test_settings(kiosk: Run, tmp_path: Path, text: str, english: str, indonesian: str) -> None:
    (tmp_path / "kiosk.toml").write_text(text, "utf-8")
    for lang, wanted in (("C.UTF-8", english), ("id_ID.UTF-8", indonesian)):
        answer = kiosk("search", "a", LANG=lang, LC_ALL="")
        assert answer.returncode == 1
        assert wanted in answer.stderr
        assert "kiosk.toml" in answer.stderr
        assert not [word for word in PYDANTIC if word in answer.stderr]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_files_as_notepad_saves_them(kiosk: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "kiosk.toml").write_bytes('library_name = "Perpus Ébène"\r\n'.encode(encoding))
    (tmp_path / "library.toml").write_bytes((BRANCH + SPACE).encode(encoding))
    answer = kiosk("import", "library.toml", "--json")
    assert answer.returncode == 0, answer.stderr
    assert '"added": 2' in answer.stdout


@pytest.mark.skipif(not REPORTED.exists(), reason="the reported files are not here")
@pytest.mark.parametrize(
    ("file", "added", "rejected"),
    [
        ("t01-24h.toml", 1, 0),
        ("t02-24h-split.toml", 1, 0),
        ("t03-dots.toml", 1, 0),
        ("t04-night.toml", 1, 0),
        ("t05-nul.toml", 1, 1),
        ("staff/u16.toml", 7, 0),
        ("staff/library.toml", 7, 0),
    ],
)
def test_what_staff_reported(kiosk: Run, file: str, added: int, rejected: int) -> None:
    answer = kiosk("import", REPORTED / file, "--json")
    assert answer.returncode == 0, answer.stderr
    assert f'"added": {added}' in answer.stdout
    assert f'"rejected": {rejected}' in answer.stdout
