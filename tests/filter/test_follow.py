"""Which tags an expression asks for, and which expressions ask for none."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.errors import FilterError
from hashtui.filter.follow import tags_to_follow
from hashtui.filter.grammar import parse
from hashtui.filter.tree import Node, Not, Term, all_of, any_of
from tests.watch.posts import MOMENT, entry


def open_term(text: str) -> Term:
    return Term(text, lambda _, __: True)


def followed(text: str) -> list[str]:
    return [tag.name for tag in tags_to_follow(parse(text), text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("#a", ["a"]),
        ("#a | #b", ["a", "b"]),
        ("#a #b", ["a", "b"]),
        ("#a -#b", ["a"]),
        ("#a (#b | -#c)", ["a"]),
        ("(#a | #b) -#c", ["a", "b"]),
        ("not not #a", ["a"]),
        ("-(-#a | -#b)", ["a", "b"]),
        ("-(-#a -#b)", ["a", "b"]),
        ("#A | #a | #À", ["a"]),
        ("#b #a", ["b", "a"]),
    ],
)
def test_the_tags_that_must_be_there_are_followed_in_order_each_once(text: str, names: list[str]) -> None:
    assert followed(text) == names


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("-#a", "-#a", "at least one #tag"),
        ("-#a -#b", "-#a -#b", "at least one #tag"),
        ("not #a", "not #a", "at least one #tag"),
        ("#a | -#b", "-#b", "each side of `|`"),
        ("#a | (-#b -#c)", "(-#b -#c)", "each side of `|`"),
        ("-(#a #b)", "-(#a #b)", "at least one #tag"),
        ("-(#a -#b)", "-(#a -#b)", "at least one #tag"),
    ],
)
def test_where_no_tag_follows_the_reason_and_the_place_are_told(text: str, place: str, part: str) -> None:
    with pytest.raises(FilterError) as caught:
        followed(text)

    assert part in caught.value.message
    assert text[caught.value.start : caught.value.end] == place


def test_a_term_without_a_tag_narrows_but_never_widens() -> None:
    lang = open_term("lang:fr")
    a = parse("#a")

    assert [tag.name for tag in tags_to_follow(all_of([a, lang]), "")] == ["a"]
    with pytest.raises(FilterError):
        tags_to_follow(any_of([a, lang]), "#a | lang:fr")
    with pytest.raises(FilterError):
        tags_to_follow(lang, "lang:fr")


def grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(trees, min_size=1, max_size=3)
    return st.one_of(several.map(all_of), several.map(any_of), trees.map(Not))


@settings(deadline=None)
@given(st.recursive(st.sampled_from(["#a", "#b", "#c"]).map(parse), grown, max_leaves=6))
def test_every_post_an_expression_wants_carries_a_tag_that_is_followed(tree: Node) -> None:
    text = str(tree)
    try:
        names = {tag.name for tag in tags_to_follow(parse(text), text)}
    except FilterError:
        names = set()

    wanted = [
        present
        for size in range(4)
        for present in itertools.combinations("abc", size)
        if tree.judge(entry(*present), MOMENT)
    ]

    assert not names or all(names & set(present) for present in wanted)
