"""The settings of one kiosk: a TOML file, overridden by the environment."""

import os
from importlib.resources.abc import Traversable
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Literal, Self

import platformdirs
import tomlkit
from babel import localedata
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as NotParsed
from tomlkit.exceptions import TOMLKitError

from kiosk import atomic_write
from kiosk.errors import Sentence, SettingsError, marked
from kiosk.toml_faults import InvalidToml, explain_faults, parse_toml

_APP = "commons-kiosk"

# The languages of the kiosk, in the order in which visitors see them.
SHIPPED_LANGUAGES = ("id", "en", "jv", "ms", "ar", "zh", "fa", "my", "fr", "es")

# What visitors can use besides the screen.
Fitting = Literal["keys", "headphones", "loudspeaker"]

# The actions of keypad keys (docs/keypad.md).
KeypadAction = Literal[
    "next", "previous", "choose", "back", "help", "speech", "repeat", "slower", "faster",
    "softer", "louder", "pause", "spell", "curtain", "next_part", "previous_part", "first", "last",
    "size", "code",
]  # fmt: skip


def config_path() -> Path:
    """Return the path of the settings file.

    The path is ``KIOSK_CONFIG``, or ``kiosk.toml`` in the user's configuration folder if that
    variable is not set.
    """
    named = os.environ.get("KIOSK_CONFIG")
    return Path(named) if named else platformdirs.user_config_path(_APP) / "kiosk.toml"


class _File(TomlConfigSettingsSource):
    """Reads the settings file, even if Notepad saved it in UTF-16 or with a byte order mark."""

    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return parse_toml(file_path.read_bytes())


class Settings(BaseSettings):
    """The settings of a kiosk, which are read once when the kiosk starts.

    Each setting can be set in the file, or by an environment variable: ``KIOSK_`` followed by the
    name of the setting in capital letters. In a variable, a list is written as JSON.
    """

    model_config = SettingsConfigDict(env_prefix="KIOSK_", frozen=True, extra="forbid")

    library_name: str = Field("Commons Kiosk", min_length=1, description="shown on the screen")
    branch: str = Field("", description="code of the branch the kiosk stands in")
    spot: str = Field("", description="name of the kiosk on the plan of the building")
    languages: tuple[str, ...] = Field(
        SHIPPED_LANGUAGES,
        min_length=1,
        description="offered to visitors, in this order",
    )
    language: str = Field("", description="at the start of a session; the first if not given")
    idle_seconds: int = Field(90, ge=30, description="without an action, then a warning")
    idle_warning_seconds: int = Field(
        30, ge=20, description="of warning before the screen is cleared (WCAG 2.2, 2.2.1)"
    )
    attract_seconds: int = Field(
        120, ge=0, description="without a visitor, then the attract screen; 0 for never"
    )
    pin_hash: str = Field("", description="of the staff PIN (argon2), set by kiosk setup")
    screen_width_mm: float | None = Field(None, gt=50, description="as measured on the panel")
    full_screen: bool = Field(True, description="hide everything else on the display")
    speech_at_start: bool = Field(False, description="begin every session with speech")
    speech_invitation: bool = Field(
        True, description="tell who taps beside everything, once a session, how speech begins"
    )
    loudspeaker_percent: int = Field(
        100, ge=10, le=100, description="what the full volume is on the loudspeaker"
    )
    fitted: tuple[Fitting, ...] = Field(
        ("keys", "headphones", "loudspeaker"),
        description="what visitors can use besides the screen; help speaks of nothing else",
    )
    double_tap_ms: int = Field(
        300, ge=0, le=2000, description="so long a second tap on the same place is ignored"
    )
    double_strike_ms: int = Field(
        0, ge=0, le=2000, description="so long a second stroke of the same key is ignored"
    )
    key_repeat_ms: int = Field(
        600, ge=0, le=6000, description="so long an arrow is held before it moves on; 0 for never"
    )
    scanner_ms: int = Field(
        50, ge=0, le=500, description="the longest time between two keys of a scanner; 0 for none"
    )
    flick_mm: float = Field(
        10, ge=5, le=100, description="the shortest flick of a finger, while speech is on"
    )
    flick_ms: int = Field(
        300, ge=0, le=2000, description="the longest time of a flick; 0 for no flicks"
    )
    keypad: dict[KeypadAction, tuple[str, ...]] = Field(
        {}, description="further keys, by what they do: Qt's names of keys"
    )
    cover_space_mb: int = Field(
        200, ge=0, le=20_000, description="for pictures of covers, in MB; 0 for drawn covers only"
    )
    search_by_meaning: bool = Field(
        True, description="find titles about the same thing too, if the extra is installed"
    )
    braille: bool = Field(False, description="show what is said on a Braille display (BRLTTY)")
    receipt_printer: str = Field(
        "",
        pattern=r"^$|^usb:[0-9a-fA-F]{1,4}:[0-9a-fA-F]{1,4}$|^tcp:.+$|^file:.+$",
        description="usb:VENDOR:PRODUCT, tcp:HOST:PORT or file:PATH; none where empty",
    )
    trusted_proxies: tuple[str, ...] = Field(
        ("127.0.0.1", "::1"),
        description="of the server: who may say for whom it asks; addresses or networks",
    )
    source_hosts: tuple[str, ...] = Field(
        (),
        description="of the server: what sources may reach; names, addresses or networks",
    )
    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path(_APP),
        description="where the database is",
    )

    @field_validator("languages")
    @classmethod
    def _distinct(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            if not localedata.exists(code):
                raise ValueError(
                    Sentence(marked("faults", "“{code}” is not a language code."), code=code)
                )
        return tuple(dict.fromkeys(codes))

    @field_validator("trusted_proxies")
    @classmethod
    def _addresses(cls, named: tuple[str, ...]) -> tuple[str, ...]:
        for each in named:
            try:
                ip_network(each)
            except ValueError as fault:
                raise ValueError(
                    Sentence(
                        marked("faults", "“{address}” is not an IP address or network."),
                        address=each,
                    )
                ) from fault
        return named

    @model_validator(mode="after")
    def _offered(self) -> Self:
        if self.language and self.language not in self.languages:
            template = marked("faults", "“language” must be one of “languages”: {languages}.")
            raise ValueError(Sentence(template, languages=", ".join(self.languages)))
        if not self.language:
            object.__setattr__(self, "language", self.languages[0])
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        file = _File(settings_cls, config_path())
        return init_settings, env_settings, file


def load(**overrides: Any) -> Settings:
    """Return the settings; ``overrides`` take precedence over the file and the environment.

    Raises SettingsError, which names the invalid setting.
    """
    try:
        return Settings(**overrides)
    except ValidationError as fault:
        reason = explain_faults(fault, Settings.model_fields)
        raise SettingsError(
            Sentence(marked("faults", "A setting is not valid: {reason}"), reason=reason),
            Sentence(
                marked("faults", "Correct it in {path}, or in the environment."),
                path=str(config_path()),
            ),
        ) from fault
    except NotParsed as fault:
        raise SettingsError(
            Sentence(
                marked("faults", "A setting in the environment is not valid: {fault}."),
                fault=fault,
            ),
            Sentence(
                marked("faults", "Write lists as JSON, for example {example}."), example=_LIST
            ),
        ) from fault
    except InvalidToml as fault:
        raise _unreadable(fault.sentence) from fault
    except (OSError, ValueError) as fault:
        raise _unreadable(Sentence("{fault}", fault=fault)) from fault


_LIST = """KIOSK_LANGUAGES='["id", "en"]'"""


def _unreadable(reason: Sentence) -> SettingsError:
    template = marked("faults", "The settings file {path} cannot be read: {reason}")
    return SettingsError(
        Sentence(template, path=str(config_path()), reason=reason),
        Sentence(marked("faults", "Correct it, or move it away and run “kiosk setup”.")),
    )


def save(changes: dict[str, Any]) -> Path:
    """Write ``changes`` into the settings file, and return the path of the file.

    Other settings and comments are kept. The file is replaced atomically, and only the owner of
    the file may read it. Raises SettingsError if the file cannot be written.
    """
    path = config_path()
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        document.update(changes)
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write.write_file(path, tomlkit.dumps(document))
    except (OSError, TOMLKitError) as fault:
        raise SettingsError(
            Sentence(
                marked("faults", "The settings file {path} cannot be written: {fault}."),
                path=path,
                fault=fault,
            ),
            Sentence(
                marked("faults", "Check that the folder is writable and that the file is TOML.")
            ),
        ) from fault
    return path
