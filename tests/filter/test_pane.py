"""What a PANE argument means."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.errors import FilterError
from hashtui.filter import PaneFilter, read_pane, read_panes, tags_of
from hashtui.post.tag import Tag
from tests.watch.posts import MOMENT, entry


def tag_names(pane: PaneFilter) -> list[str]:
    return [tag.name for tag in pane.tags]


def told(*arguments: str) -> str:
    with pytest.raises(FilterError) as caught:
        read_panes(arguments)
    return caught.value.message


@pytest.mark.parametrize(
    ("argument", "canonical"),
    [
        ("capcomnet", "#capcomnet"),
        (" capcomnet ", "#capcomnet"),
        ("#CapComNet", "#CapComNet"),
        ("＃capcomnet", "#capcomnet"),
        ("a,b", "#a | #b"),
        ("#a,b,#c", "#a | #b | #c"),
        ("#a,＃b", "#a | #b"),
        ("covid-19", "#covid-19"),
        ("#a or #b", "#a | #b"),
        ("#paris20 -#spam", "#paris20 -#spam"),
        ("#paris20 -#spam LANG:FR", "#paris20 -#spam lang:fr"),
        ('#a "two  words" -is:bot', '#a "two  words" -is:bot'),
        ("#a word", "#a word"),
        ("#a (b,c)", "#a b,c"),
        ("Pictures = #a has:image|#b", "Pictures = #a has:image | #b"),
        ("Cap Com = #a | #b", "Cap Com = #a | #b"),
        ("Live: now = #a", "Live: now = #a"),
        ("  Cap   Com  =  #a  ", "Cap Com = #a"),
        ('"a = b" = #a', '"a = b" = #a'),
        ('"Cap Com" = #a', "Cap Com = #a"),
        (r'"say \"hi\"" = #a', r'"say \"hi\"" = #a'),
        ("Bob's AC/DC = #acdc", "Bob's AC/DC = #acdc"),
    ],
)
def test_an_argument_is_read_as_the_interface_says(argument: str, canonical: str) -> None:
    pane = read_pane(argument)

    assert str(pane) == canonical
    assert read_pane(str(pane)) == pane


def test_a_pane_is_called_by_its_title_or_else_by_its_expression() -> None:
    titled, plain = read_panes(["Cap Com = #a", "#a  |  #b"])

    assert (titled.title, titled.label, titled.expression) == ("Cap Com", "Cap Com", "#a")
    assert (plain.title, plain.label, plain.expression) == (None, "#a | #b", "#a | #b")


def test_a_pane_wants_what_its_expression_says_and_concerns_what_carries_its_tags() -> None:
    pane = read_pane("#a | #b -#c")

    assert pane.wants(entry("a", "c"), MOMENT)
    assert pane.wants(entry("b"), MOMENT)
    assert not pane.wants(entry("b", "c"), MOMENT)
    assert pane.concerns(entry("b", "c"))
    assert not pane.concerns(entry("c"))


def test_every_argument_is_a_pane_and_a_lone_hash_ends_them() -> None:
    assert [str(pane) for pane in read_panes(["a", "#b", "#", "words", "(("])] == ["#a", "#b"]
    assert read_panes(["＃", "a"]) == ()
    assert read_panes([]) == ()


@pytest.mark.parametrize(
    ("argument", "meant"),
    [
        ("a | b", "`#a | #b`"),
        ("a b", "`#a #b`"),
        ("a -b", "`#a -#b`"),
        ("T = a,b", "`T = #a | #b`"),
        ("a, b", "`#a | #b`"),
        ("a,", "`#a`"),
        ("Title=#a", "`Title = #a`"),
    ],
)
def test_words_where_tags_are_meant_are_refused_with_what_was_meant(argument: str, meant: str) -> None:
    assert told(argument).endswith(f"did you mean {meant}?")


@pytest.mark.parametrize("argument", ["lang:fr", "-#a", "#a | lang:fr", "-a", "@a", "https://a.example", "14:30"])
def test_what_no_tags_follow_from_is_refused_and_nothing_is_guessed(argument: str) -> None:
    assert "did you mean" not in told(argument)


@pytest.mark.parametrize(
    ("argument", "part", "start"),
    [
        ("= #a", "title is missing", 0),
        ("Title =", "expression is missing", 6),
        ("#a = #b", "before ` = ` stands a title", 0),
        ("(x) = #b", "before ` = ` stands a title", 0),
        ('"a" b = #b', "before ` = ` stands a title", 0),
        ('"open = #b', "closing", 0),
        ("Title = #a | -#b", "each side", 13),
        ("Title = #a (", "never closed", 11),
    ],
)
def test_a_mistake_around_a_title_is_told_with_its_place(argument: str, part: str, start: int) -> None:
    with pytest.raises(FilterError) as caught:
        read_pane(argument)

    assert part in caught.value.message
    assert caught.value.text == argument
    assert caught.value.start == start


def test_an_equals_sign_inside_a_phrase_sets_no_title() -> None:
    assert read_pane('#a "x = y"').title is None


def test_one_expression_cut_into_arguments_by_the_shell_is_noticed() -> None:
    assert told("#a", "-#b").endswith("one pane is one argument: '#a -#b'")
    assert told("#a", "or", "#b").endswith("one pane is one argument: '#a or #b'")
    assert told("#a", "|", "#b").endswith("one pane is one argument: '#a | #b'")
    assert told("#a", "lang:fr").endswith("one pane is one argument: '#a lang:fr'")
    assert "one argument" not in told("#a", "lang:french")


def test_an_operator_alone_is_no_tag() -> None:
    assert "the tag is `#or`" in told("or")
    assert str(read_pane("#or")) == "#or"


@settings(deadline=None)
@given(st.text('ab= "#|()-/:,.é日＃\\', max_size=20), st.sampled_from(["#a", "#a | #b", "-#c #a"]))
def test_whatever_title_is_taken_prints_so_that_it_is_read_again(title: str, expression: str) -> None:
    try:
        pane = read_pane(f"{title} = {expression}")
    except FilterError:
        return

    assert read_pane(str(pane)) == pane


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_pane_or_a_filter_error(text: str) -> None:
    try:
        pane = read_pane(text)
    except FilterError:
        return

    assert pane.tags
    assert read_pane(str(pane)) == pane


def test_posts_of_some_panes_have_one_of_their_tags_unless_one_is_for_any() -> None:
    first, second, anything = read_panes(["#aa | #bb", "#bb | #cc", "has:link"], subscribes=False)

    assert tags_of([first, second]) == tuple(map(Tag.of, ("aa", "bb", "cc")))
    assert tags_of([first, anything]) == ()
    assert tags_of([]) == ()
