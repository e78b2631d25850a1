"""The view model for browsing by picture: topics, ages, languages and kinds of material."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from kiosk.domain.records import Format
from kiosk.domain.topics import AGES, TOPICS
from kiosk.i18n.languages import name_of
from kiosk.services.catalogue.catalogue_search import CatalogueSearch, Facets, FacetValue, Query
from kiosk.ui.base import wording
from kiosk.ui.base.background import Background
from kiosk.ui.base.list_model import list_model
from kiosk.ui.base.translator import Translator
from kiosk.ui.catalogue.topic_names import age_names, topic_names

QML_IMPORT_NAME = "Kiosk"
QML_IMPORT_MAJOR_VERSION = 1


_PICTOGRAMS = {
    "computers": "computer",
    "society": "people",
    "folk-tales": "story-time",
    "languages": "language-class",
    "machines": "workshop",
    "art": "image",
    "stories": "book",
    "travel": "map",
    "children": "childcare",
    "teenagers": "people",
    "adults": "person",
}  # other topics have a pictogram of their own name


@dataclass(frozen=True)
class PictureRow:
    """A picture that leads to titles: ``value`` is a filter of ``facet``, as in SearchModel."""

    facet: str
    value: str
    text: str
    language: str  # of the text, or "" for the language of the screen
    pictogram: str
    titles: str  # their number, in words


@dataclass(frozen=True)
class _Counts:
    """The numbers of titles of the whole catalogue."""

    topics: dict[str, int]
    facets: Facets


@QmlElement
@QmlUncreatable("made by the application")
class PictureChoices(QObject):  # type: ignore[operator]
    """Pictures of everything that the library has titles of, for visitors who do not spell."""

    changed = Signal()

    def __init__(
        self, find: CatalogueSearch, translator: Translator, background: Background
    ) -> None:
        super().__init__()
        self._find = find
        self._t = translator
        self._background = background
        self._counts: _Counts | None = None
        self._topics = list_model(PictureRow)(self)
        self._ages = list_model(PictureRow)(self)
        self._languages = list_model(PictureRow)(self)
        self._kinds = list_model(PictureRow)(self)
        translator.changed.connect(self._show)

    @Slot()
    def load(self) -> None:
        """Count the titles of each picture."""
        self._background.run("pictures", self._count, self._take, lambda _fault: None)

    def _count(self) -> _Counts:
        return _Counts(self._find.topics(), self._find.facets(Query()))

    def _take(self, counts: _Counts) -> None:
        self._counts = counts
        self._show()

    @Slot()
    def _show(self) -> None:
        if self._counts is None:
            return
        t, topics, facets = self._t, self._counts.topics, self._counts.facets
        subjects, ages = topic_names(t), age_names(t)
        self._topics.replace(
            [
                self._row("topic", topic.code, subjects[topic.code], _drawn(topic.code), count)
                for topic in TOPICS
                if (count := topics.get(topic.code, 0))
            ]
        )
        self._ages.replace(
            [
                self._row("age", age, ages[age], _drawn(age), count)
                for age in AGES
                if (count := topics.get(age, 0))
            ]
        )
        self._languages.replace(
            [self._of_language(each) for each in facets.languages if each.value]
        )
        self._kinds.replace(
            [
                self._row(
                    "format",
                    each.value,
                    wording.format_name(Format(each.value), t),
                    wording.format_pictogram(Format(each.value)),
                    each.count,
                )
                for each in facets.formats
            ]
        )
        self.changed.emit()

    def _of_language(self, each: FacetValue) -> PictureRow:
        """Return a language under the name that its own speakers read."""
        own = name_of(each.value, each.value)
        return self._row("language", each.value, own, "", each.count, each.value)

    def _row(
        self, facet: str, value: str, text: str, pictogram: str, count: int, language: str = ""
    ) -> PictureRow:
        titles = self._t.npgettext("catalogue", "{count} title", "{count} titles", count)
        return PictureRow(facet, value, text, language, pictogram, titles)

    def _get_topics(self) -> QObject:
        return self._topics

    topics = Property(list_model(PictureRow), _get_topics, constant=True)

    def _get_ages(self) -> QObject:
        return self._ages

    ages = Property(list_model(PictureRow), _get_ages, constant=True)

    def _get_languages(self) -> QObject:
        return self._languages

    languages = Property(list_model(PictureRow), _get_languages, constant=True)

    def _get_kinds(self) -> QObject:
        return self._kinds

    kinds = Property(list_model(PictureRow), _get_kinds, constant=True)

    def _get_empty(self) -> bool:
        return self._counts is not None and not len(self._topics) and not len(self._kinds)

    empty = Property(bool, _get_empty, notify=changed)


def _drawn(code: str) -> str:
    """Return the pictogram of a topic or an age."""
    return _PICTOGRAMS.get(code, code)
