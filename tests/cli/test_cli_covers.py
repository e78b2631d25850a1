"""``kiosk covers``: the pictures in a folder become the covers of titles."""

from pathlib import Path

from kiosk_command import Run, assert_told
from PIL import Image

from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Query
from kiosk.store.cover_files import CoverFiles
from kiosk.store.database import Database

LAUT, BUMI, LANGIT = "9780140449136", "9789793062792", "9786020324784"


def photo(path: Path, shade: int, kind: str = "JPEG") -> None:
    image = Image.new("RGB", (800, 1200), (shade, 60, 60))
    image.paste((255, 255, 255), (100, 100, 700, 300))
    image.save(path, kind)


def shown(folder: Path) -> dict[str, bool]:
    """Return which titles have a picture that can be read."""
    database = Database(folder)
    hits = CatalogueSearch(database).search(Query()).hits
    database.close()
    return {hit.title: bool(CoverFiles(folder).read(hit.cover)) for hit in hits}


def test_a_folder_gives_titles_their_covers(kiosk: Run, tmp_path: Path) -> None:
    table = tmp_path / "buku.csv"
    table.write_text(
        "source_id,title,isbn\n" + f"1,Laut,{LAUT}\n2,Bumi,{BUMI}\n3,Langit,{LANGIT}\n4,Api,\n"
    )
    assert kiosk("import", table).returncode == 0
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    photo(pictures / "978-0-14-044913-6.jpg", 10)
    photo(pictures / f"{BUMI}.PNG", 200, "PNG")
    photo(pictures / "9791111111111.jpg", 90)
    (pictures / f"{LANGIT}.jpg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (pictures / "notes.txt").write_text("nothing")

    assert_told(kiosk("covers", tmp_path / "mistyped"), 1, "cannot be read")
    answer = kiosk("covers", pictures)
    assert answer.stdout.splitlines() == [
        "2 titles have covers now, in 1 MB.",
        f"Files that cannot be used: {LANGIT}.jpg (drawing).",
    ]
    assert shown(tmp_path / "data") == {"Laut": True, "Bumi": True, "Langit": False, "Api": False}

    (pictures / f"{BUMI}.PNG").unlink()
    answer = kiosk("covers", pictures, KIOSK_COVER_SPACE_MB="0")
    assert "Titles without room: 1. See cover_space_mb in the settings." in answer.stdout
    assert not any(shown(tmp_path / "data").values())
    assert CoverFiles(tmp_path / "data").sizes() == {}
