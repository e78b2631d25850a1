"""Searches in a small catalogue in a real database."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from search_library import SearchLibrary, write

from kiosk.domain.records import BibliographicRecord, Format, Item, ItemStatus
from kiosk.search import index
from kiosk.services.catalogue.catalogue_search import Query, Scope

HERE, OUT = ItemStatus.AVAILABLE, ItemStatus.ON_LOAN


def copies(*places: str, status: ItemStatus = HERE, call_number: str = "") -> tuple[Item, ...]:
    return tuple(Item(place, call_number=call_number, status=status) for place in places)


PELANGI = BibliographicRecord(
    "pelangi", "Laskar Pelangi : sebuah novel", ("Hirata, Andrea",), 2005, "id", Format.BOOK,
    subjects=("Fiksi Indonesia",), isbns=("979-3062-79-7 (pbk.)",), publisher="Bentang",
    other_titles=("The rainbow troops",), items=copies("B1", "B2", call_number="813.54 HIR l"),
)  # fmt: skip
RAINBOW = BibliographicRecord(
    "rainbow", "The rainbow", ("Lawrence, D. H.",), 1915, "en", Format.BOOK,
    items=copies("B2", status=OUT, call_number="PR6023.A93 R3"),
)  # fmt: skip
OPTICS = BibliographicRecord(
    "optics", "Light and the rainbow in physics", ("Boyer, Carl",), 1987, "en", Format.BOOK,
    subjects=("Rainbow", "Optics"), isbns=("9780306406157",), items=copies("B1", "B1", "B2", "B2"),
)  # fmt: skip
NIGHTS = BibliographicRecord(
    "nights", "أَلْف لَيْلَة وَلَيْلَة", ("مجهول",), 1990, "ar", Format.BOOK,
    subjects=("الأدب العربي",), items=copies("B2"),
)  # fmt: skip
BOOK_OF_ANIMALS = BibliographicRecord(
    "animals", "كتاب الحيوان", ("الجاحظ",), 1965, "ar", Format.BOOK,
)  # fmt: skip
CHAMBER = BibliographicRecord(
    "chamber", "红楼梦", ("曹雪芹",), 1982, "zh", Format.BOOK, other_titles=("Hong lou meng",),
    items=copies("B1"),
)  # fmt: skip
DREAMS = BibliographicRecord("dreams", "梦的解析", ("弗洛伊德",), 2001, "zh", Format.BOOK)
EBOOK = BibliographicRecord(
    "ebook", "E-book publishing", ("Smith, Andrea",), 2020, "en", Format.EBOOK,
    url="https://example.org/e",
)  # fmt: skip
CATALOGUE = (
    PELANGI, RAINBOW, OPTICS, NIGHTS, BOOK_OF_ANIMALS, CHAMBER, DREAMS, EBOOK,
)  # fmt: skip


@pytest.fixture
def held(library: SearchLibrary) -> SearchLibrary:
    library.hold(*CATALOGUE)
    return library


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("pelangi", ["pelangi"]),
        ("LASKAR pel", ["pelangi"]),
        ("andrea hirata", ["pelangi"]),
        ("hirata", ["pelangi"]),
        ("fiksi indonesia", ["pelangi"]),
        ("laskarpelangi", ["pelangi"]),
        ("ebook", ["ebook"]),
        ("9793062797", ["pelangi"]),
        ("979306279", ["pelangi"]),
        ("0306406152", ["optics"]),
        ("0-306-40615", ["optics"]),
        ("ISBN 978-979-306-279-2", ["pelangi"]),
        ("isbn-10: 9793062797", ["pelangi"]),
        ("ISBN 13: 9780306406157", ["optics"]),
        ("ISBN9789793062792", ["pelangi"]),
        ("978-979-306-279-2", ["pelangi"]),
        ("979-3062", ["pelangi"]),
        ("813.54 hir", ["pelangi"]),
        ("pr 6023", ["rainbow"]),
        ("813.54hir", ["pelangi"]),
        ("PR6023.A93", ["rainbow"]),
        ("laskar 2005", ["pelangi"]),
        ("bentang", ["pelangi"]),
        ("الف ليلة", ["nights"]),
        ("ألف", ["nights"]),
        ("ادب عربي", ["nights"]),
        ("جاحظ", ["animals"]),
        ("حيوان", ["animals"]),
        ("الح", ["animals"]),
        ("红楼", ["chamber"]),
        ("红楼梦", ["chamber"]),
        ("红", ["chamber"]),
        ("曹雪芹 红", ["chamber"]),
        ("hong lou", ["chamber"]),
    ],
)
def test_finds(held: SearchLibrary, words: str, ids: list[str]) -> None:
    assert held.found(words) == ids
    assert not held.find.search(Query(words)).partial


def test_a_serial_is_found_by_its_issn(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("serial", "Nature", format=Format.SERIAL, isbns=("0317-8471",)),
        BibliographicRecord("other", "Report 0317", items=copies("A", "B")),
    )
    for typed in ("0317-8471", "03178471", "0317-84"):
        assert library.found(typed)[0] == "serial"


def test_an_exact_title_ranks_before_more_popular_titles(held: SearchLibrary) -> None:
    # Without its article and subtitle a title is the same; "The rainbow troops" begins so.
    assert held.found("rainbow") == ["rainbow", "pelangi", "optics"]


def test_whole_titles_beginnings_authors_words_within_and_subjects_in_this_order(
    library: SearchLibrary,
) -> None:
    library.hold(
        BibliographicRecord("subject", "Cooking", subjects=("Sea",), items=copies(*"ABCDE")),
        BibliographicRecord("within", "Under the sea", items=copies(*"ABCD")),
        BibliographicRecord("author", "Poems", ("Sea, Ann",), items=copies(*"ABC")),
        BibliographicRecord("so far", "Seasons", items=copies(*"AB")),
        BibliographicRecord("begins", "Sea birds", items=copies("A")),
        BibliographicRecord("whole", "The sea", language="en"),
    )
    assert library.found("sea") == ["whole", "begins", "author", "within", "so far", "subject"]


def test_equal_matches_rank_by_copies_then_by_year(
    library: SearchLibrary,
) -> None:
    library.hold(
        BibliographicRecord("old", "River one", year=1990),
        BibliographicRecord("new", "River two", year=2020),
        BibliographicRecord("many", "River three", year=1950, items=copies("A", "B")),
    )
    assert library.found("river") == ["many", "new", "old"]
    assert library.found("") == ["many", "new", "old"]


def test_volumes_of_a_serial_do_not_count_as_popularity(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("serial", "River news", format=Format.SERIAL, items=copies(*"AAAAAA")),
        BibliographicRecord("book", "River map", format=Format.BOOK, items=copies(*"AB")),
    )
    assert library.found("river") == ["book", "serial"]


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.source_id)
def test_every_keystroke_keeps_the_title_that_is_typed(
    held: SearchLibrary, record: BibliographicRecord
) -> None:
    for end in range(1, len(record.title) + 1):
        assert record.source_id in held.found(record.title[:end]), record.title[:end]


def test_the_fields_of_a_hit(held: SearchLibrary) -> None:
    (hit,) = held.find.search(Query("laskar")).hits
    assert (hit.title, hit.authors, hit.year) == (PELANGI.title, PELANGI.authors, 2005)
    assert (hit.language, hit.format) == ("id", Format.BOOK)
    assert {item.call_number for item in hit.items} == {"813.54 HIR l"}
    assert {item.branch for item in hit.items} == {item.branch for item in PELANGI.items}


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.source_id)
def test_availability_and_the_record_agree_with_what_was_written(
    held: SearchLibrary, record: BibliographicRecord
) -> None:
    hit = next(h for h in held.find.search(Query()).hits if h.source_id == record.source_id)
    assert hit.available is record.available
    shown = held.find.record(hit.id)
    assert shown is not None
    assert shown.record == record


def test_without_a_full_match_titles_with_most_words_are_found(held: SearchLibrary) -> None:
    results = held.find.search(Query("laskar pelangi submarine"))
    assert [hit.source_id for hit in results.hits] == ["pelangi"]
    assert results.partial
    mixed = held.find.search(Query("rainbow physics submarine"))
    assert mixed.hits[0].source_id == "optics"
    assert not held.find.search(Query("rainbow")).partial


def test_no_match_gives_empty_results(held: SearchLibrary) -> None:
    results = held.find.search(Query("zzz"))
    assert (results.hits, results.more, results.partial, results.hidden) == (
        (),
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"languages": frozenset({"ar", "zh"})}, {"nights", "animals", "chamber", "dreams"}),
        ({"formats": frozenset({"ebook"})}, {"ebook"}),
        ({"branches": frozenset({"B1"})}, {"pelangi", "optics", "chamber"}),
        ({"years": (1982, 1990)}, {"optics", "nights", "chamber"}),
        ({"years": (None, 1915)}, {"rainbow"}),
        ({"years": (2005, None)}, {"pelangi", "ebook"}),
        ({"available_only": True}, {"pelangi", "optics", "nights", "chamber", "ebook"}),
        ({"languages": frozenset({"en"}), "branches": frozenset({"B2"})}, {"rainbow", "optics"}),
        ({"branches": frozenset({"B2"}), "available_only": True}, {"pelangi", "optics", "nights"}),
    ],
)
def test_filters(held: SearchLibrary, filters: dict[str, object], ids: set[str]) -> None:
    assert set(held.found("", **filters)) == ids
    everything = " ".join(("rainbow", "laskar", "ليلة", "الحيوان", "红", "梦", "publishing"))
    assert set(held.found(everything, **filters)) == ids


def test_a_copy_on_loan_at_the_branch_is_not_available_there(library: SearchLibrary) -> None:
    library.hold(BibliographicRecord("split", "Split", items=copies("A") + copies("B", status=OUT)))
    assert library.found("split", branches=frozenset({"A"}), available_only=True) == ["split"]
    assert library.found("split", branches=frozenset({"B"}), available_only=True) == []


def test_results_say_that_the_filters_hide_all_matches(held: SearchLibrary) -> None:
    hidden = held.find.search(Query("laskar", languages=frozenset({"zh"})))
    assert (hidden.hits, hidden.hidden, hidden.partial) == ((), True, False)


def test_deleted_and_changed_records_are_no_longer_found(held: SearchLibrary) -> None:
    held.drop("pelangi")
    held.hold(replace(RAINBOW, title="Women in love"))
    assert held.found("laskar") == []
    assert held.found("rainbow") == ["optics"]
    assert held.found("women") == ["rainbow"]


def test_uncommitted_records_are_not_found(held: SearchLibrary) -> None:
    with pytest.raises(ZeroDivisionError), held.database.write() as connection:
        index.update(connection, write(connection, replace(RAINBOW, title="Lost")))
        raise ZeroDivisionError
    assert held.found("lost") == []
    assert held.found("rainbow")[0] == "rainbow"


def test_pages_have_every_title_once(library: SearchLibrary) -> None:
    library.hold(*(BibliographicRecord(f"r{n}", f"Island {n}", year=n) for n in range(750)))
    library.hold(*(BibliographicRecord(f"l{n}", f"The last island {n}") for n in range(250)))
    seen: list[str] = []
    offset, more = 0, True
    while more:
        results = library.find.search(Query("island"), 90, offset)
        seen += [hit.source_id for hit in results.hits]
        offset, more = offset + 90, results.more
    assert len(seen) == len(set(seen)) == 1000
    assert offset == 1080


def test_a_title_with_that_beginning_is_found_among_many_popular_ones(
    library: SearchLibrary,
) -> None:
    library.hold(
        *(
            BibliographicRecord(f"r{n}", f"Tales {n} of war and peace", items=copies("A"))
            for n in range(700)
        ),
        BibliographicRecord("tolstoy", "War and peace"),
    )
    assert library.found("war and pea", limit=1) == ["tolstoy"]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text()
    | st.text(alphabet="\"'*():^+-{}|,.#\\ aAاN红 ")
    | st.lists(
        st.sampled_from(["NEAR", "AND", "OR", "NOT", "title:", '"', "*", "rainbow", "(", "🎉"])
    ).map(" ".join)
    | st.integers(1, 10_000).map(lambda n: "x y"[: n % 4] * n)
)
def test_any_text_is_a_query(held: SearchLibrary, text: str) -> None:
    held.find.search(Query(text))
    held.find.facets(Query(text))


def test_a_query_of_punctuation_lists_popular_titles(held: SearchLibrary) -> None:
    assert held.found("?! 🎉") == held.found("") != []


def test_scattered_words_rank_shorter_titles_first(library: SearchLibrary) -> None:
    long = "Gardens of the south and a long report on what grows in them and on rivers"
    library.hold(
        BibliographicRecord("long", long, items=copies("B1", "B2")),  # the more popular
        BibliographicRecord("short", "Gardens by rivers"),
    )
    assert library.found("gardens rivers") == ["short", "long"]
    assert library.found("gardens") == ["long", "short"]


def test_titles_without_other_informative_words_rank_first(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("more", "In garden the old way", items=copies("B1", "B2")),
        BibliographicRecord("all", "The Garden"),
        BibliographicRecord("by", "Rivers", authors=("Garden, Ada",)),
    )
    assert library.found("garden the") == ["all", "more"]
    assert library.found("rivers ad") == ["by"]


def test_a_heading_chosen_from_a_list_matches_whole_words(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("art", "One", ("Lee, Ann",), subjects=("Art",)),
        BibliographicRecord("artists", "Two", ("Leeds, Ann",), subjects=("Artists",)),
    )
    assert library.found("Art", scope=Scope.SUBJECTS) == ["art"]
    assert library.found("Lee, Ann", scope=Scope.AUTHORS) == ["art"]
    assert set(library.found("Art")) == {"art", "artists"}


def test_titles_are_browsed_with_or_without_their_article(library: SearchLibrary) -> None:
    library.hold(
        BibliographicRecord("jungle", "The jungle book", language="en"),
        BibliographicRecord("sun", "How big is the sun?", language="en"),
        BibliographicRecord("we", "How we remember", language="en"),
        BibliographicRecord("hard", "Die hard", language="en"),
    )

    def first(start: str) -> str:
        return library.find.headings("title", start, 1)[0].text

    assert first("the jungle") == first("jungle") == "The jungle book"
    assert first("how big is the") == "How big is the sun?"
    assert first("die har") == "Die hard"


def test_headings_without_titles_are_skipped(library: SearchLibrary) -> None:
    library.hold(*(BibliographicRecord(f"{n}", "T", (f"Name{n:03}",)) for n in range(120)))
    library.hold(BibliographicRecord("zed", "Last", ("Zed",), subjects=("Zoology",)))
    for n in range(120):
        library.drop(f"{n}")
    assert [each.text for each in library.find.headings("authors", "", 20)] == ["Zed"]
    assert [each.text for each in library.find.headings("subjects", "zo", 20)] == ["Zoology"]
