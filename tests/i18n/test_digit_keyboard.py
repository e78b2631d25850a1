"""The digits of the pad for codes: those in which the kiosk shows codes."""

import pytest

from kiosk.ui.base.translator import Translator

LANGUAGES = ("id", "en", "ar", "zh", "my", "th", "km", "fa")


@pytest.mark.parametrize(
    ("language", "digits"),
    [("en", "1234567890"), ("ar", "1234567890"), ("fa", "۱۲۳۴۵۶۷۸۹۰"), ("my", "၁၂၃၄၅၆၇၈၉၀")],
)
def test_the_pad_has_the_digits_of_the_codes(language: str, digits: str) -> None:
    translator = Translator(LANGUAGES, "id")
    translator.choose(language)
    assert "".join(translator.property("codeDigits")) == digits
