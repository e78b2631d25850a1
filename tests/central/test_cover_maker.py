"""Small pictures of covers: what becomes of honest pictures, and of hostile ones."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.central.harvesting.covers.picture import LARGEST_PICTURE
from kiosk.central.harvesting.covers.picture_maker import PictureMaker
from kiosk.central.harvesting.covers.refusal import MOST_BYTES, PictureRefused, Refusal
from kiosk.errors import SourceError
from tests.central import pictures
from tests.central.pictures import as_file, drawn, opened

# Koha's answer for a title without a picture.
NO_COVER = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
KINDS = ("JPEG", "PNG", "WEBP", "GIF")


@pytest.fixture(scope="module")
def maker() -> Iterator[PictureMaker]:
    with PictureMaker() as maker:
        yield maker


def refusal(maker: PictureMaker, content: bytes) -> Refusal:
    with pytest.raises(PictureRefused) as refused:
        maker.make(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_becomes_a_small_webp(maker: PictureMaker, kind: str) -> None:
    made = maker.make(drawn(size=(800, 1200), kind=kind))

    assert len(made) <= LARGEST_PICTURE
    picture = opened(made)
    assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", (400, 600))


def test_a_small_picture_keeps_its_pixels(maker: PictureMaker) -> None:
    assert opened(maker.make(drawn(size=(90, 130)))).size == (90, 130)


def test_noise_is_made_small_enough(maker: PictureMaker) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((500, 700), 120) for _ in range(3)])
    assert len(maker.make(as_file(noise, "PNG"))) <= LARGEST_PICTURE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "RGB"])
def test_every_mode_of_png_can_be_read(maker: PictureMaker, mode: str) -> None:
    image = Image.linear_gradient("L").resize((100, 150))
    deep = image.convert("I").point(lambda value: value * 256).convert("I;16")
    made = opened(maker.make(as_file(deep if mode == "I;16" else image.convert(mode), "PNG")))
    top, bottom = made.getpixel((50, 2)), made.getpixel((50, 147))
    assert max(top) < 40 and min(bottom) > 215


def test_cmyk_can_be_read(maker: PictureMaker) -> None:
    image = Image.new("CMYK", (100, 150), (0, 255, 255, 0))
    image.paste((255, 0, 0, 0), (0, 75, 100, 150))
    red, _, _ = opened(maker.make(as_file(image, "JPEG"))).getpixel((50, 20))
    assert red > 200


def test_transparent_parts_become_white(maker: PictureMaker) -> None:
    image = Image.new("RGBA", (100, 150), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 100, 50))
    made = opened(maker.make(as_file(image, "PNG")))
    assert min(made.getpixel((50, 120))) > 245


def test_a_photograph_is_turned_as_its_camera_says(maker: PictureMaker) -> None:
    image = Image.new("RGB", (150, 100), "white")
    image.paste("black", (0, 0, 75, 100))  # the left half: the top when it is turned to the right
    exif = Image.Exif()
    exif[0x0112] = 6
    made = opened(maker.make(as_file(image, "JPEG", exif=exif)))
    assert made.size == (100, 150)
    assert max(made.getpixel((50, 20))) < 40 and min(made.getpixel((50, 130))) > 215


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_metadata_is_removed(maker: PictureMaker, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at 6.2088 S, 106.8456 E"
    made = maker.make(drawn(kind=kind, exif=exif, icc_profile=b"profile of a secret camera"))
    assert b"taken at" not in made and b"secret" not in made
    assert not {"exif", "icc_profile", "xmp"} & set(opened(made).info)


def test_damaged_metadata_does_not_matter(maker: PictureMaker) -> None:
    assert opened(maker.make(drawn(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff"))).size == (120, 180)


def test_a_picture_of_two_photographs_gives_the_first(maker: PictureMaker) -> None:
    """Telephones write them (MPO); they begin as a JPEG."""
    first, second = (Image.open(BytesIO(drawn(seed))) for seed in (1, 2))
    made = maker.make(as_file(first, "MPO", save_all=True, append_images=[second]))
    assert opened(made).size == (120, 180)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Refusal.UNKNOWN_TYPE),
        (b"<!DOCTYPE html><title>Not found</title>", Refusal.UNKNOWN_TYPE),
        (b"%PDF-1.7\n", Refusal.UNKNOWN_TYPE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", Refusal.UNKNOWN_TYPE),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', Refusal.DRAWING),
        (b"\xef\xbb\xbf  <SVG onload='x'>", Refusal.DRAWING),
        (b"\xff\xd8\xff", Refusal.DAMAGED),
        (b"GIF89a", Refusal.DAMAGED),
        (b"RIFF\x00\x00\x00\x00WEBP", Refusal.DAMAGED),
        (b"\x89PNG\r\n\x1a\n<svg/>", Refusal.DAMAGED),
        (NO_COVER, Refusal.TOO_SMALL),
        (bytes(MOST_BYTES + 1), Refusal.TOO_MANY_BYTES),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_picture_is_refused(
    maker: PictureMaker, content: bytes, reason: Refusal
) -> None:
    assert refusal(maker, content) is reason


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM", "JPEG2000", "PCX"])
def test_other_kinds_are_refused(maker: PictureMaker, kind: str) -> None:
    assert refusal(maker, drawn(kind=kind)) is Refusal.UNKNOWN_TYPE


@pytest.mark.parametrize(
    "bomb",
    [
        pictures.png_of_size(100_000, 100_000),
        pictures.webp_of_size(16_000, 16_000),
        pictures.jpeg_of_size(65_000, 65_000),
        pictures.gif_of_size(65_000, 65_000),
    ],
    ids=["png", "webp", "jpeg", "gif"],
)
def test_pixels_are_counted_before_anything_is_decoded(maker: PictureMaker, bomb: bytes) -> None:
    assert len(bomb) < 50_000
    assert refusal(maker, bomb) is Refusal.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_animations_are_refused(maker: PictureMaker, kind: str) -> None:
    assert refusal(maker, pictures.animated(kind)) is Refusal.ANIMATED


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_was_cut_off_is_refused(maker: PictureMaker, kind: str) -> None:
    whole = drawn(size=(400, 600), kind=kind)
    assert refusal(maker, whole[: len(whole) // 2]) is Refusal.DAMAGED


def test_pictures_that_show_no_cover_are_refused(maker: PictureMaker) -> None:
    assert refusal(maker, drawn(size=(1, 1), kind="PNG")) is Refusal.TOO_SMALL
    assert refusal(maker, drawn(size=(600, 60))) is Refusal.NOT_A_COVER
    plain = as_file(Image.new("RGB", (200, 300), "white"), "PNG")
    assert refusal(maker, plain) is Refusal.BLANK


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_is_made() -> None:
    with PictureMaker(seconds=0.0) as hasty:
        assert refusal(hasty, drawn()) is Refusal.TOO_SLOW
        assert refusal(hasty, drawn()) is Refusal.TOO_SLOW
        hasty.seconds = 60.0
        assert opened(hasty.make(drawn())).size == (120, 180)


def test_without_a_process_no_picture_is_called_damaged() -> None:
    for command in ("false", "true", "yes"):
        with (
            PictureMaker(command=(command,)) as broken,
            pytest.raises(SourceError, match="cannot make pictures"),
        ):
            broken.make(drawn())


@given(st.data())
def test_no_damage_gets_past_or_ends_the_process(maker: PictureMaker, data: st.DataObject) -> None:
    content = bytearray(drawn(kind=data.draw(st.sampled_from(KINDS))))
    places = st.integers(0, len(content) - 1)
    for at, value in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=12)):
        content[at] = value
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        made = maker.make(bytes(content))
    except PictureRefused:
        return
    assert len(made) <= LARGEST_PICTURE
    assert opened(made).format == "WEBP"


@given(st.binary(max_size=2_000), st.sampled_from([drawn(kind=kind)[:40] for kind in KINDS]))
def test_bytes_after_an_honest_beginning_are_refused(
    maker: PictureMaker, rest: bytes, beginning: bytes
) -> None:
    with pytest.raises(PictureRefused):
        maker.make(beginning + rest)
