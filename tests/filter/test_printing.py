"""Whatever was read is printed so that it is read as the same again, later and elsewhere."""

import pytest
from hypothesis import example, given, settings

from hashtui.filter import read_pane
from hashtui.filter.grammar import parse
from hashtui.filter.tree import Node
from tests.filter.expressions import LEAVES, PRESENT, TREES
from tests.watch.posts import MOMENT, entry


@settings(deadline=None, max_examples=300)
@given(TREES)
def test_parsing_what_was_printed_gives_the_same_tree(tree: Node) -> None:
    assert parse(str(tree)) == tree


@settings(deadline=None, max_examples=300)
@given(LEAVES)
@example(parse("since:00:00", PRESENT))
def test_what_was_printed_judges_the_same(leaf: Node) -> None:
    one = entry("a", "b")

    assert parse(str(leaf)).judge(one, MOMENT) is leaf.judge(one, MOMENT)


@settings(deadline=None)
@given(TREES)
def test_a_pane_is_remembered_as_it_was(tree: Node) -> None:
    pane = read_pane(f"Title = #a ({tree})", PRESENT)

    assert read_pane(str(pane)) == pane


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("tags:5", "tags:=5"),
        ("tags:005", "tags:=5"),
        ("per_author:3/h", "per_author:<=3/h"),
        ("per_author:<3/60m", "per_author:<3/h"),
        ("per_author:<=3/90m", "per_author:<=3/90m"),
        ("per_author:=2/1d", "per_author:=2/d"),
        ("trust:muted", "trust:=muted"),
        ("FROM:Capcom", "from:@capcom"),
        ("@Capcom@*", "@capcom@*"),
        ("server:https://Mamot.fr/", "server:mamot.fr"),
        ("link:https://Example.org/", "link:example.org"),
        ("link:.example.org", "link:example.org"),
        ("link:été.example", "link:xn--t-9fab.example"),
        ("lang:FR-ca", "lang:fr-CA"),
        ("lang:zh-hant-tw", "lang:zh-hant-TW"),
        ("has:IMAGE", "has:image"),
        ("since:14:00", "since:2026-11-20T14:00:00Z"),
        ("since:11:00", "since:2026-11-21T11:00:00Z"),
        ("until:2h", "until:2026-11-21T10:00:00Z"),
        ("until:0.5s", "until:2026-11-21T11:59:59.500000Z"),
        ("since:2026-11-21", "since:2026-11-21T00:00:00Z"),
        ("since:now", "since:2026-11-21T12:00:00Z"),
        ("age:<60m", "age:<1h"),
        ("Été", "Été"),
        ('"Été"', '"Été"'),
        ("#Été AND NOT b", "#Été -b"),
        ("a and (b or c)", "a (b | c)"),
    ],
)
def test_an_expression_is_printed_canonically(written: str, printed: str) -> None:
    assert str(parse(written, PRESENT)) == printed
    assert str(parse(printed)) == printed
