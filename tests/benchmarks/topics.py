"""Topics as visitors type them in ten languages, and the rules that say which titles fit.

``topics.tsv`` describes its format. The rules were written before any engine was asked. A topic of
the half ``"tuned"`` may be looked at while an engine is improved; figures are reported for the
other half. The half is decided by a hash of the topic, so that new topics do not move old ones.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from kiosk.domain.records import BibliographicRecord

TOPICS = Path(__file__).with_name("topics.tsv")


@dataclass(frozen=True, slots=True)
class Rule:
    """Which titles fit a subject: by Dewey class, by class of the Library of Congress, by words."""

    dewey: tuple[str, ...]
    congress: re.Pattern[str]
    words: re.Pattern[str]

    def fits(self, record: BibliographicRecord) -> bool:
        numbers = [record.call_number, *(item.call_number for item in record.items)]
        texts = " -- \n".join([record.title, *record.other_titles, *record.subjects])
        return bool(
            any(number.startswith(self.dewey) or self.congress.match(number) for number in numbers)
            or self.words.search(texts)
        )


@dataclass(frozen=True, slots=True)
class Topic:
    subject: str
    language: str
    typed: str

    @property
    def tuned(self) -> bool:
        """Return True if engines may be tuned on this topic."""
        return crc32(f"{self.subject} {self.language}".encode()) % 2 == 0


def read_topics() -> tuple[dict[str, Rule], list[Topic], list[str]]:
    """Return the rules by subject, the topics, and the nonsense that nothing fits."""
    rules: dict[str, Rule] = {}
    topics: list[Topic] = []
    nonsense: list[str] = []
    for line in TOPICS.read_text("utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        if kind == "rule":
            subject, dewey, congress, words = rest.split("\t")
            rules[subject] = Rule(
                tuple(dewey.split("|")), re.compile(congress), re.compile(words, re.IGNORECASE)
            )
        elif kind == "topic":
            topics.append(Topic(*rest.split("\t")))
        elif kind == "nonsense":
            nonsense.append(rest)
    return rules, topics, nonsense


def fitting_titles(rule: Rule, records: Iterable[BibliographicRecord]) -> frozenset[str]:
    """Return the source ids of the titles that fit ``rule``."""
    return frozenset(record.source_id for record in records if rule.fits(record))
