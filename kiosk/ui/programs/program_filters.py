"""The filters of the programme screen, as chips."""

from kiosk.domain.programs import ProgramKind
from kiosk.i18n import program_terms
from kiosk.i18n.languages import name_of
from kiosk.services.bookings.program_search import ProgramFacets, ProgramFilter
from kiosk.ui.base import wording
from kiosk.ui.base.rows import ChoiceRow
from kiosk.ui.base.translator import Translator
from kiosk.ui.programs.program_rows import ProgramFilters

_GROUPS = ("kind", "language", "audience", "topic", "need", "branch")


class ChosenFilters:
    """The filters that the visitor has chosen, and their chips. A group maps to its values."""

    def __init__(self) -> None:
        self._chosen: dict[str, set[str]] = {group: set() for group in _GROUPS}

    @property
    def count(self) -> int:
        return sum(map(len, self._chosen.values()))

    def toggle(self, group: str, value: str) -> None:
        self._chosen[group] ^= {value}

    def clear(self) -> None:
        for chosen in self._chosen.values():
            chosen.clear()

    def wanted(self) -> ProgramFilter:
        needs = self._chosen["need"]
        return ProgramFilter(
            kinds=frozenset(ProgramKind(value) for value in self._chosen["kind"]),
            languages=frozenset(self._chosen["language"]),
            audiences=frozenset(self._chosen["audience"]),
            topics=frozenset(self._chosen["topic"]),
            childcare="childcare" in needs,
            no_card_needed="no_card_needed" in needs,
            step_free="step_free" in needs,
            hearing_loop="hearing_loop" in needs,
            branches=frozenset(self._chosen["branch"]),
        )

    def rows(self, facets: ProgramFacets, t: Translator) -> ProgramFilters:
        """Return the chips of the values that programmes have or the visitor has chosen."""
        kinds, audiences, topics, needs = (
            program_terms.program_type_names(t.pgettext),
            program_terms.audiences(t.pgettext),
            program_terms.topics(t.pgettext),
            program_terms.needs(t.pgettext),
        )
        known = [each for each in audiences if each in {a.lower() for a in facets.audiences}]
        others = [each for each in facets.audiences if each.lower() not in audiences]
        return ProgramFilters(
            kinds=tuple(
                self._row("kind", kind, kinds[kind], pictogram)
                for kind, pictogram in wording.KIND_PICTOGRAMS.items()
                if kind in facets.kinds or kind in self._chosen["kind"]
            ),
            languages=tuple(
                self._row("language", code, _held_in(code, t))
                for code in sorted({*facets.languages, *self._chosen["language"]})
            ),
            audiences=tuple(
                self._row("audience", value, wording.audience_name(value, t))
                for value in [*known, *others]
            ),
            branches=tuple(
                self._row("branch", each.code, each.name_in(t.code, t.home)[0])
                for each in facets.branches
                if len(facets.branches) > 1 or each.code in self._chosen["branch"]
            ),
            topics=tuple(
                self._row("topic", word, name)
                for word, name in topics.items()
                if word in facets.topics or word in self._chosen["topic"]
            ),
            needs=tuple(
                self._row("need", need, needs[need], pictogram)
                for need, pictogram in wording.NEED_PICTOGRAMS.items()
                if need in facets.needs or need in self._chosen["need"]
            ),
        )

    def _row(self, group: str, value: str, label: str, pictogram: str = "") -> ChoiceRow:
        return ChoiceRow(value, label, value in self._chosen[group], pictogram)


def _held_in(code: str, t: Translator) -> str:
    # Translators: The language in which a class is held: "In English".
    return t.pgettext("programs", "In {language}", language=name_of(code, t.code))
