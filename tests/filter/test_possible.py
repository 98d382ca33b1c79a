"""A judgement of some of the terms only: what it says holds whatever the others say."""

from hypothesis import given
from hypothesis import strategies as st

from hashtui.filter.possible import possible
from hashtui.filter.tree import Node, Not, Term, all_of, any_of
from hashtui.reading.moment import Moment
from tests.posts import NOON, entry, post

ENTRY, MOMENT = entry(post(1)), Moment(NOON)
NAMES = "abcd"


def term(name: str, *, holds: bool) -> Term:
    return Term(name, lambda _, __: holds)


def _grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(trees, min_size=1, max_size=4)
    return st.one_of(several.map(all_of), several.map(any_of), trees.map(Not))


_LEAVES: st.SearchStrategy[Node] = st.sampled_from(NAMES).map(lambda name: term(name, holds=True))
TREES = st.recursive(_LEAVES, _grown, max_leaves=8)


def told(node: Node, true: set[str]) -> Node:
    """The tree in which the terms of these names hold and no others."""
    match node:
        case Term():
            return term(node.text, holds=node.text in true)
        case Not():
            return Not(told(node.part, true))
        case _:
            return type(node)(tuple(told(part, true) for part in node.parts))


@given(tree=TREES, true=st.sets(st.sampled_from(NAMES)), known=st.sets(st.sampled_from(NAMES)))
def test_yes_and_no_hold_and_with_every_term_known_there_is_no_doubt(
    tree: Node, true: set[str], known: set[str]
) -> None:
    whole = told(tree, true)

    guess = possible(whole, lambda one: one.text in known)(ENTRY, MOMENT)

    assert guess in (None, whole.judge(ENTRY, MOMENT))
    assert possible(whole, lambda _: True)(ENTRY, MOMENT) is whole.judge(ENTRY, MOMENT)


@given(tree=TREES, true=st.sets(st.sampled_from(NAMES)))
def test_it_is_unsure_only_where_the_others_could_decide(tree: Node, true: set[str]) -> None:
    whole = told(tree, true)

    assert possible(whole, lambda _: False)(ENTRY, MOMENT) is None
