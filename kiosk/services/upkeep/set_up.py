"""The settings of the first start, and the staff PIN."""

import os
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.errors import Sentence, SettingsError, marked
from kiosk.settings import Settings, config_path, load, save

MIN_PIN_DIGITS, MAX_PIN_DIGITS = 4, 12


def hash_pin(pin: str) -> str:
    """Return the argon2id hash (RFC 9106) of a PIN.

    Raises SettingsError if the PIN does not consist of 4 to 12 digits.
    """
    if not (pin.isascii() and pin.isdigit() and MIN_PIN_DIGITS <= len(pin) <= MAX_PIN_DIGITS):
        raise SettingsError(
            Sentence(
                marked(
                    "first start", "A PIN has {least} to {most} digits and no other characters."
                ),
                least=MIN_PIN_DIGITS,
                most=MAX_PIN_DIGITS,
            ),
            Sentence(marked("first start", "Choose another.")),
        )
    return PasswordHasher().hash(pin)


def check_pin(settings: Settings, pin: str) -> bool:
    """Return True if ``pin`` is the staff PIN, or False if the PIN is wrong or no PIN is set."""
    if not settings.pin_hash:
        return False
    try:
        return PasswordHasher().verify(settings.pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def is_set_up() -> bool:
    """Return True if the settings file exists or any environment variable of the kiosk is set."""
    named = (f"KIOSK_{name.upper()}" for name in Settings.model_fields)
    return config_path().exists() or any(name in os.environ for name in named)


def save_first_answers(answers: dict[str, Any]) -> None:
    """Save the settings that staff chose at the first start.

    Raises SettingsError if a setting is not valid.
    """
    load(**answers)  # raises if an answer is not valid
    save(answers)
