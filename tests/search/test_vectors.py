"""Vectors of titles: what is kept in memory finds the same titles as comparing every vector."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.title_vectors import DIMENSIONS, title_text
from kiosk.search.vectors.encoder import Int8Array, quantise, unit
from kiosk.search.vectors.similarity import least_similarity
from kiosk.search.vectors.vector_index import CANDIDATES, VectorIndex

Vectors = dict[int, bytes]


def made_up(count: int, seed: int) -> Int8Array:
    return quantise(np.random.default_rng(seed).standard_normal((count, DIMENSIONS), np.float32))


def stored(vectors: Int8Array) -> Vectors:
    return {place: vector.tobytes() for place, vector in enumerate(vectors, 1)}


def load(vectors: Vectors, ids: Sequence[int]) -> Vectors:
    return {id_: vectors[id_] for id_ in ids if id_ in vectors}


@settings(max_examples=20, deadline=None)
@given(count=st.integers(1, CANDIDATES), seed=st.integers(0, 10_000))
def test_of_few_titles_the_nearest_are_exact(count: int, seed: int) -> None:
    vectors = made_up(count, seed)
    index = VectorIndex(vectors)
    index.add(range(1, count + 1), vectors)
    asked = unit(made_up(1, seed + 1).astype(np.float32))[0]
    found = index.nearest(asked, 5, lambda ids: load(stored(vectors), ids))
    mean = unit(vectors.astype(np.float32)).sum(axis=0) / (count + 30)
    cosines = unit(unit(vectors.astype(np.float32)) - mean) @ asked
    assert [id_ for id_, _ in found] == (np.argsort(-cosines, kind="stable")[:5] + 1).tolist()
    assert [cosine for _, cosine in found] == pytest.approx(np.sort(cosines)[::-1][:5], abs=1e-4)


def test_among_many_titles_a_near_one_is_found() -> None:
    vectors = made_up(20_000, 1)
    index = VectorIndex(vectors)
    for first in range(0, 20_000, 7_000):  # memory grows in several steps
        part = vectors[first : first + 7_000]
        index.add(range(first + 1, first + 1 + len(part)), part)
    noise = np.random.default_rng(2).standard_normal((20_000, DIMENSIONS), np.float32) * 40
    for wanted in (0, 6_999, 7_000, 19_999):
        asked = unit((vectors[wanted] + noise[wanted])[None].astype(np.float32))[0]
        (best, cosine), *_ = index.nearest(asked, 5, lambda ids: load(stored(vectors), ids))
        assert best == wanted + 1
        assert cosine > 0.5


def test_a_deleted_title_is_not_found_and_a_changed_one_once() -> None:
    vectors = made_up(10, 3)
    index = VectorIndex(vectors)
    index.add(range(1, 11), vectors)
    on_disk = stored(vectors)
    del on_disk[4]
    newer = made_up(1, 4)
    on_disk[5] = newer[0].tobytes()
    index.add([5], newer)
    asked = unit(newer.astype(np.float32))[0]
    found = [id_ for id_, _ in index.nearest(asked, 10, lambda ids: load(on_disk, ids))]
    assert found[0] == 5
    assert sorted(found) == [1, 2, 3, 5, 6, 7, 8, 9, 10]


def test_a_title_takes_less_than_a_hundred_bytes_of_memory() -> None:
    index = VectorIndex(made_up(10, 5))
    part = made_up(1_000, 6)
    for first in range(0, 100_000, 1_000):
        index.add(range(first, first + 1_000), part)
    assert index.size / len(index) < 70


def test_nothing_is_found_in_an_empty_library() -> None:
    index = VectorIndex(made_up(0, 1))
    asked = unit(made_up(1, 2).astype(np.float32))[0]
    assert index.nearest(asked, 5, lambda ids: load({}, ids)) == []


def test_the_more_titles_the_nearer_one_must_be() -> None:
    needed = [least_similarity(titles) for titles in (0, 1, 300, 12_000, 10**6, 10**9)]
    assert needed == sorted(needed)
    assert needed[0] > 0.15 and needed[-1] < 0.5


def test_the_text_of_a_title_is_short() -> None:
    assert title_text("Soup", ("Cooking", "Asia"), "") == "Soup. Cooking. Asia"
    assert len(title_text("a" * 500, ("b" * 500,), "c" * 500)) == 300
