"""Where found words stand in what was written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.folding import Needle, fold
from hashtui.post.found import found_in


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("La Mairie", "mairie", ["Mairie"]),
        ("e\u0301te\u0301 Été", "ete", ["e\u0301te\u0301", "Été"]),
        ("Straßenbahn", "strasse", ["Straße"]),
        ("ﬁn", "fin", ["ﬁn"]),
        ("東京の東", "東", ["東", "東"]),
        ("rue\n de  Paris", "rue de paris", ["rue\n de  Paris"]),
        ("aab", "ab", []),
        ("", "a", []),
    ],
)
def test_the_words_are_found_as_they_were_written(text: str, said: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in found_in(text, [Needle(said)])] == found


def test_what_overlaps_is_one_span() -> None:
    assert found_in("rue de Paris", [Needle("rue de"), Needle("de paris")]) == ((0, 12),)


@given(text=st.text("abé日กß 'E\u0301\n😀-.", max_size=30), said=st.text("abé日กs 'e-", min_size=1, max_size=4))
def test_something_is_marked_just_where_the_needle_is_found(text: str, said: str) -> None:
    if not fold(said).strip():
        return
    needle = Needle(said)

    spans = found_in(text, [needle])

    assert bool(spans) == needle.is_in(fold(text))
    assert all(needle.is_in(fold(text[start:end])) for start, end in spans)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
