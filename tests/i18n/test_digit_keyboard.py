"""The keyboard for typing a code has the same digits as the display of the code."""

import pytest

from kiosk.i18n.languages import language
from kiosk.ui.base.translator import Translator


@pytest.mark.parametrize(
    ("languages", "typed_on"),
    [
        (["ar"], "en"),  # no language of the kiosk has Latin letters
        (["ar", "fa"], "en"),
        (["ar", "fr"], "fr"),
        (["fa"], "fa"),  # Persian is written with its own
        (["zh"], "zh"),
        (["my", "ar"], "my"),
    ],
)
def test_a_code_can_be_typed_in_its_digits(languages: list[str], typed_on: str) -> None:
    translator = Translator(languages, languages[0])
    keyboard = language(typed_on).keyboard
    assert translator.property("digitKeyboard") == keyboard
    assert keyboard in translator.property("keyboards")
