"""What staff set once: the answers of the first start, and the PIN."""

import os
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.errors import Sentence, SettingsError, marked
from kiosk.settings import Settings, config_path, load, save

MIN_PIN_DIGITS, MAX_PIN_DIGITS = 4, 12


def hash_pin(pin: str) -> str:
    """The argon2id hash (RFC 9106) of a PIN of 4 to 12 digits; else raises SettingsError."""
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
    """Whether ``pin`` is the staff's. Without a PIN set nothing is right."""
    if not settings.pin_hash:
        return False
    try:
        return PasswordHasher().verify(settings.pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False


def is_set_up() -> bool:
    """Whether staff have set anything, in the file or in the environment."""
    named = (f"KIOSK_{name.upper()}" for name in Settings.model_fields)
    return config_path().exists() or any(name in os.environ for name in named)


def save_first_answers(answers: dict[str, Any]) -> None:
    """Write what staff answered at the first start. Raises SettingsError where it cannot be."""
    load(**answers)  # or it raises, and nothing is written
    save(answers)
