"""Give the titles of a kiosk without a server the covers in a folder."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.commands.common import open_database, settings_from_arguments
from kiosk.errors import KioskError, StoreError

if TYPE_CHECKING:
    from kiosk.store.covers import CoverPicture
    from kiosk.store.database import Database

_MEGABYTE = 1024**2
_NAMED = 5  # files that cannot be used


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="pictures that are named by ISBN: 9780….jpg"
    )


def execute(args: argparse.Namespace) -> int:
    from kiosk.sync.credentials import load_paired_credentials

    settings = settings_from_arguments(args)
    database = open_database(settings.data_dir)
    if load_paired_credentials(database):
        advice = "Name the folder at the server: kiosk source --help."
        raise KioskError("This kiosk gets its covers from its server.", advice)
    _require_pillow()
    covers = _FolderCovers(database, settings.cover_space_mb * _MEGABYTE)
    covers.read(args.folder)
    covers.save()
    print(f"{len(covers.chosen)} titles have covers now, in {covers.megabytes} MB.")
    if covers.refused:
        more = ", …" if len(covers.refused) > _NAMED else ""
        print(f"Files that cannot be used: {', '.join(covers.refused[:_NAMED])}{more}.")
    if covers.without_room:
        print(f"Titles without room: {covers.without_room}. See cover_space_mb in the settings.")
    return 0


def _require_pillow() -> None:
    from importlib.util import find_spec

    if find_spec("PIL") is None:
        advice = "Install it into the environment of the kiosk: pip install pillow."
        raise KioskError("The package Pillow, which makes the pictures small, is missing.", advice)


class _FolderCovers:
    """The covers that a folder has for the titles of ``database``, in ``room`` bytes."""

    def __init__(self, database: "Database", room: int) -> None:
        from kiosk.store.cover_files import CoverFiles

        self._database = database
        self._room = room
        self._files = CoverFiles(database.path.parent)
        self._sizes: dict[str, int] = {}  # of the pictures to keep, by digest
        self.chosen: dict[int, CoverPicture] = {}  # by bib id
        self.refused: list[str] = []
        self.without_room = 0

    @property
    def megabytes(self) -> int:
        return -(-sum(self._sizes.values()) // _MEGABYTE)

    def read(self, folder: Path) -> None:
        """Make and keep the pictures in ``folder``. Raises SourceError or StoreError."""
        from kiosk.central.harvesting.covers.candidates import file_content, in_folder
        from kiosk.central.harvesting.covers.picture_maker import PictureMaker
        from kiosk.central.harvesting.covers.refusal import PictureRefused

        with PictureMaker() as maker:
            for candidate in in_folder(folder, self._isbns()):
                try:
                    self._take(int(candidate.key), maker.make(file_content(candidate)))
                except PictureRefused as refused:
                    reason = refused.reason.value.replace("_", " ")
                    self.refused.append(f"{candidate.place} ({reason})")

    def _isbns(self) -> dict[str, tuple[str, ...]]:
        """Return the ISBNs (13 digits) of the titles that have numbers, by bib id."""
        from kiosk.central.harvesting.covers.candidates import only_isbns
        from kiosk.store.covers import list_numbers

        with self._database.read() as connection:
            numbers = list_numbers(connection)
        return {str(bib_id): only_isbns(several) for bib_id, several in numbers.items()}

    def _take(self, bib_id: int, content: bytes) -> None:
        from kiosk.central.feed.cover_links import picture_digest
        from kiosk.store.covers import CoverPicture

        digest = picture_digest(content)
        if digest not in self._sizes:
            if sum(self._sizes.values()) + len(content) > self._room:
                self.without_room += 1
                return
            try:
                self._files.write(digest, content)
            except OSError as fault:
                raise StoreError(
                    f"The pictures cannot be written: {fault.strerror}.",
                    "Free some disk space, then try again.",
                ) from fault
            self._sizes[digest] = len(content)
        self.chosen[bib_id] = CoverPicture(digest, len(content))

    def save(self) -> None:
        """Show the pictures from now on, and delete those of an earlier folder."""
        from kiosk.store.covers import replace_covers

        with self._database.write() as connection:
            replace_covers(connection, self.chosen)
        self._files.delete_drafts()
        for digest in self._files.sizes().keys() - self._sizes.keys():
            self._files.delete(digest)
