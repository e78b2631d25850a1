"""The parts that all readers of the tables in ``library.toml`` share."""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from kiosk.errors import Sentence, marked


def _plain(text: str) -> str:
    if not text.isprintable():
        raise ValueError(
            Sentence(marked("faults", "It contains a character that cannot be displayed."))
        )
    return text


Text = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_plain)]
OptionalText = Annotated[str, Field(max_length=500), AfterValidator(_plain)]


# Misspelt names are reported.
STRICT = ConfigDict(extra="forbid", frozen=True)


def list_tables(whole: dict[str, Any], name: str) -> list[Any]:
    """Return the tables with this name; a single table counts as a list of one."""
    found = whole.get(name, [])
    return found if isinstance(found, list) else [found]
