"""From text to trees and back, and what no tree comes from."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.errors import FilterError
from hashtui.filter.grammar import DEEPEST, parse
from hashtui.filter.times import Present
from hashtui.filter.tokens import LONGEST, Kind, Token, scan, spell
from hashtui.filter.tree import And, Node, Not, Or, Term, all_of, any_of
from hashtui.reading.entry import Entry
from tests.watch.posts import MOMENT, entry


def any_term(_: str, token: Token, __: Present | None = None) -> Term:
    """A term of whatever token, so that the grammar is tested whole while terms are few."""
    return Term(spell(token), lambda _, __: False, place=(token.start, token.end))


def atom(written: str) -> Term:
    (token,) = scan(written)
    return any_term(written, token)


def is_one_word(text: str) -> bool:
    try:
        return [token.kind for token in scan(text)] == [Kind.WORD]
    except FilterError:
        return False


LETTERS = "abZé日ß-'’,.:=&%é\\\"/#@"
WORDS = st.text(LETTERS, min_size=1, max_size=6).filter(is_one_word)
PHRASES = st.text(LETTERS + " |()", min_size=1, max_size=8).filter(str.strip)
ATOMS = st.one_of(
    WORDS,
    PHRASES.map(lambda said: spell(Token(Kind.PHRASE, 0, 0, said))),
    st.from_regex(r"/([ab ()|]|\\.){1,5}/i?", fullmatch=True),
    st.from_regex(r"[#@][abé日0-9_]{1,5}", fullmatch=True),
    st.from_regex(r"(lang|from|x_y):[<>=a-z0-9:@*]{1,5}", fullmatch=True).filter(lambda t: ":/" not in t),
).map(atom)


def grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(trees, min_size=1, max_size=4)
    return st.one_of(several.map(all_of), several.map(any_of), trees.map(Not))


TREES: st.SearchStrategy[Node] = st.recursive(ATOMS, grown, max_leaves=12)


@settings(deadline=None)
@given(TREES)
def test_parsing_what_was_printed_gives_the_same_tree(tree: Node) -> None:
    assert parse(str(tree), term=any_term) == tree


@settings(deadline=None)
@given(TREES)
def test_the_place_of_every_tree_is_the_text_it_was_read_from(tree: Node) -> None:
    text = f"  {tree} "

    start, end = parse(text, term=any_term).place

    assert text[start:end] == str(tree)


@settings(deadline=None)
@given(st.text(LETTERS + ' |()-#"', max_size=30))
def test_whatever_is_typed_is_a_tree_that_prints_or_an_error_with_its_place(text: str) -> None:
    try:
        tree = parse(text, term=any_term)
    except FilterError as error:
        place = (error.start, error.end)
    else:
        place = tree.place
        assert parse(str(tree), term=any_term) == tree

    assert 0 <= place[0] < place[1] <= len(text) + 1


A, B, C = atom("a"), atom("b"), atom("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a b", And((A, B))),
        ("a and b AND c", And((A, B, C))),
        ("a b | c", Or((And((A, B)), C))),
        ("a or b | c", Or((A, B, C))),
        ("a (b | c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("(a | b) or c", Or((A, B, C))),
        ("((a))", A),
        ("-a b", And((Not(A), B))),
        ("not a b", And((Not(A), B))),
        ("not not a", Not(Not(A))),
        ("not -a", Not(Not(A))),
        ("-(a b)", Not(And((A, B)))),
        ("a|-b", Or((A, Not(B)))),
        ("a and not b", And((A, Not(B)))),
    ],
)
def test_operators_bind_as_the_grammar_says(text: str, tree: Node) -> None:
    assert parse(text, term=any_term) == tree


@pytest.mark.parametrize(
    ("text", "start", "part"),
    [
        ("", 0, "empty"),
        ("   ", 0, "empty"),
        ("a |", 2, "`|` needs something after"),
        ("| a", 0, "`|` needs something before"),
        ("a | | b", 2, "`|` needs something after"),
        ("a or", 2, "`or` needs something after"),
        ("a and and b", 2, "`and` needs something after"),
        ("not", 0, "`not` needs something after"),
        ("a and | b", 2, "`and` needs something after"),
        ("a (b", 2, "never closed"),
        ("a (b |", 5, "`|` needs something after"),
        ("(", 0, "never closed"),
        ("a (", 2, "never closed"),
        ("a) b", 1, "closes nothing"),
        (")", 0, "closes nothing"),
        ("a ()", 2, "nothing stands between"),
        ("a -not b", 3, "operator"),
        ("-or", 0, "needs something after"),
    ],
)
def test_a_mistake_in_the_order_is_told_with_its_place(text: str, start: int, part: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text, term=any_term)

    assert part in caught.value.message
    assert caught.value.start == start


@pytest.mark.parametrize(
    "text", ["(" * LONGEST, "not " * (LONGEST // 4), "-(" * (LONGEST // 2), "(" * 51 + "a" + ")" * 51]
)
def test_what_is_nested_too_deep_is_refused_and_never_exhausts_the_stack(text: str) -> None:
    with pytest.raises(FilterError, match="inside each other"):
        parse(text, term=any_term)


def test_as_deep_as_allowed_works_to_the_end() -> None:
    text = "not " * DEEPEST + "#a"

    assert parse(text).judge(entry("a"), MOMENT)


def test_the_longest_expression_is_judged() -> None:
    tree = parse(" | ".join(f"#t{n}" for n in range(1_000)))

    assert tree.judge(entry("t999"), MOMENT)
    assert not tree.judge(entry("other"), MOMENT)


@settings(deadline=None)
@given(
    st.recursive(st.sampled_from(["#a", "#b", "#c"]).map(parse), grown, max_leaves=8), st.sets(st.sampled_from("abc"))
)
def test_a_tree_judges_as_logic_says(tree: Node, present: set[str]) -> None:
    def truth(node: Node) -> bool:
        match node:
            case Term():
                return str(node)[1:] in present
            case Not():
                return not truth(node.part)
            case And():
                return all(map(truth, node.parts))
            case Or():
                return any(map(truth, node.parts))

    one: Entry = entry(*present)

    assert tree.judge(one, MOMENT) is truth(tree)
