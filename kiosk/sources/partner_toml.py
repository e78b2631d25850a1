"""The reader of ``[[partner]]`` in ``library.toml``: organisations that offer programmes."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, ValidationError

from kiosk.domain.partners import Partner, spelling_key
from kiosk.errors import Sentence, marked
from kiosk.sources.entries import Entry, Reject
from kiosk.sources.toml_tables import STRICT, OptionalText, Text, list_tables
from kiosk.toml_faults import explain_faults

_CODE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]+)*")


def _coded(texts: dict[str, str]) -> dict[str, str]:
    wrong = next((code for code in texts if not _CODE.fullmatch(code)), None)
    if wrong is not None:
        template = marked("faults", "“{value}” is not a language. Write a code such as id or en.")
        raise ValueError(Sentence(template, value=wrong))
    return texts


About = Annotated[str, Field(max_length=2000)]


class _PartnerIn(BaseModel):
    model_config = STRICT

    name: Text
    about: About = ""
    contact: OptionalText = ""
    aliases: list[Text] = []
    names: Annotated[dict[str, Text], AfterValidator(_coded)] = {}
    abouts: Annotated[dict[str, About], AfterValidator(_coded)] = {}

    def partner(self) -> Partner:
        return Partner(
            self.name, self.about, self.contact, tuple(self.aliases), self.names, self.abouts
        )


def read_partners(whole: dict[str, Any]) -> Iterator[Entry]:
    """Yield the partners of a ``library.toml``; a faulty partner does not affect the others."""
    seen: dict[str, str] = {}  # the spellings of the partners so far, with their names
    for number, table in enumerate(list_tables(whole, "partner"), start=1):
        name = table.get("name") if isinstance(table, dict) else None
        where, raw = f"partner {name or number}", repr(table).encode()[:1024]
        if not isinstance(table, dict):
            reason = Sentence(marked("faults", "Write [[{kind}]] above it."), kind="partner")
            yield Reject(where, reason, raw)
            continue
        try:
            partner = _PartnerIn.model_validate(table).partner()
        except ValidationError as fault:
            yield Reject(where, explain_faults(fault, _PartnerIn.model_fields), raw)
            continue
        spellings = {spelling_key(each): each for each in partner.spellings}
        taken = next((key for key in spellings if key in seen), None)
        if taken is not None:
            template = marked("faults", "The partner “{other}” above has the name “{name}” too.")
            reason = Sentence(template, other=seen[taken], name=spellings[taken])
            yield Reject(where, reason, raw)
            continue
        seen.update(dict.fromkeys(spellings, partner.name))
        yield partner
