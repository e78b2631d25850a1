"""Settings for all kiosks, from the console through the sync to a kiosk."""

import base64
from datetime import date
from pathlib import Path

import pytest

from kiosk.central.feed import feed
from kiosk.domain.colours import contrast_ratio
from kiosk.domain.shared_settings import SharedSettings
from kiosk.protocol.bodies import SHARED_SETTINGS_KEY
from kiosk.protocol.messages import FeedKind
from kiosk.services.upkeep.effective_settings import load_effective_settings
from kiosk.settings import Settings
from kiosk.store.database import Database
from tests.central.library import Library
from tests.console.conftest import Staff, synchronise
from tests.console.sample_data import png

FIELDS = {
    "library_name": "City Library",
    "languages": "ar",
    "first": "ar",
    "idle_seconds": "120",
    "speech": "yes",
    "notice-ar": "مغلق غدا",
    "notice-id": "Besok tutup",
    "until": "2026-11-30",
    "accent": "#5B1A5E",
    "cover_space_mb": "0",
}


def shared(library: Library) -> SharedSettings:
    with library.database.read() as connection:
        found = feed.load_entity(connection, FeedKind.SHARED_SETTINGS, SHARED_SETTINGS_KEY)
    return found if isinstance(found, SharedSettings) else SharedSettings()


def test_settings_of_the_console_apply_at_a_kiosk_after_the_next_sync(
    admin: Staff, kiosk: Database, tmp_path: Path
) -> None:
    own = Settings(data_dir=tmp_path / "kiosk", library_name="Own", languages=("en", "id"))
    synchronise(kiosk)
    assert load_effective_settings(kiosk, own).settings == own
    admin.submit("/settings", "save", files={"logo": ("logo.png", png())}, **FIELDS)
    assert "Kiosk settings saved." in admin.page
    synchronise(kiosk)
    now = load_effective_settings(kiosk, own)
    assert now.settings.library_name == "City Library"
    assert (now.settings.languages, now.settings.language) == (("ar",), "ar")
    assert (now.settings.idle_seconds, now.settings.speech_at_start) == (120, True)
    assert base64.b64decode(now.shared.logo) == png()
    assert now.shared.cover_space_mb == 0
    assert now.shared.notice("en", "ar", date(2026, 11, 30)) == ("مغلق غدا", "ar")
    assert now.shared.notice("id", "ar", date(2026, 11, 30)) == ("Besok tutup", "id")
    assert now.shared.notice("id", "ar", date(2026, 12, 1))[0] == ""
    admin.submit("/settings", "save")
    synchronise(kiosk)
    after = load_effective_settings(kiosk, own)
    assert after.settings == own
    assert after.shared.logo, "the logo was neither replaced nor removed"
    admin.submit("/settings", "save", no_logo="yes")
    synchronise(kiosk)
    assert load_effective_settings(kiosk, own).shared == SharedSettings()


def test_closures_of_the_console_apply_at_a_kiosk(
    librarian: Staff, kiosk: Database, tmp_path: Path
) -> None:
    closed = {"code": "main", "first": "2026-12-25", "reason": "Christmas"}
    librarian.submit("/branch?code=main", "close", **closed)
    synchronise(kiosk)
    branch = load_effective_settings(kiosk, Settings(data_dir=tmp_path / "kiosk")).branch
    assert branch.openings_on(date(2026, 12, 25)) == []


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"accent": "#777777"}, "the contrast is 4.5:1, not 7:1. Choose a darker colour."),
        ({"accent": "green"}, "“green” is not a colour such as #0B4A4F."),
        ({"idle_seconds": "5"}, "“5” is not a number from 30 to 3,600."),
        ({"first": "en"}, "The default language is not among the languages offered."),
        ({"until": "soon"}, "“soon” is not a date"),
        ({"notice-en": "x" * 2_001}, "This text is too long."),
    ],
)
def test_bad_settings_are_refused_and_kept_in_the_form(
    admin: Staff, library: Library, wrong: dict[str, str], expected: str
) -> None:
    assert admin.submit("/settings", "save", **(FIELDS | wrong)).status_code == 422
    assert expected in admin.page
    assert 'value="City Library"' in admin.page
    assert 'value="Besok tutup"' in admin.page
    assert shared(library) == SharedSettings()


def test_a_logo_is_a_small_png_file(admin: Staff, library: Library) -> None:
    for content, expected in (
        (b"<svg>", "The logo is not a PNG file."),
        (png() + bytes(100_000), "The logo is larger than 100 kB."),
    ):
        sent = admin.submit("/settings", "save", files={"logo": ("logo.png", content)})
        assert expected in sent.text
    assert shared(library).logo == ""


def test_only_administrators_change_the_settings(librarian: Staff, library: Library) -> None:
    assert "do not have permission" in librarian.submit("/settings", "save", **FIELDS).text
    assert shared(library) == SharedSettings()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#FFFFFF", "#FFFFFF") == pytest.approx(1)
    assert contrast_ratio("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
