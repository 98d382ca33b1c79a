"""What a token is, to the letter of the grammar."""

import pytest

from hashtui.errors import FilterError
from hashtui.filter.tokens import LONGEST, Kind, scan, spell


def shapes(text: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.name + ":" + token.value if token.name else token.value) for token in scan(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("covid-19", Kind.WORD, "covid-19"),
        ("l'été", Kind.WORD, "l'été"),
        ("a,b", Kind.WORD, "a,b"),
        ("https://x.org/y:z", Kind.WORD, "https://x.org/y:z"),
        ("14:30", Kind.WORD, "14:30"),
        ('a"b', Kind.WORD, 'a"b'),
        ("#Été", Kind.TAG, "Été"),
        ("＃été", Kind.TAG, "été"),
        ("#covid-19", Kind.TAG, "covid-19"),
        ("@capcom@*", Kind.HANDLE, "capcom@*"),
        ('"two  words"', Kind.PHRASE, "two  words"),
        (r'"a \"b\" \\ c"', Kind.PHRASE, r'a "b" \ c'),
        ('":)"', Kind.PHRASE, ":)"),
        ('"and"', Kind.PHRASE, "and"),
        ("/a b|(c)/", Kind.REGEX, "a b|(c)"),
        (r"/a\/b/", Kind.REGEX, r"a\/b"),
        ("lang:fr-CA", Kind.NAMED, "lang:fr-CA"),
        ("since:14:00", Kind.NAMED, "since:14:00"),
        ("from:@capcom@*", Kind.NAMED, "from:@capcom@*"),
        ("LANG:fr", Kind.NAMED, "lang:fr"),
        ("per_author:<=3/h", Kind.NAMED, "per_author:<=3/h"),
    ],
)
def test_one_token_is_read_whole(text: str, kind: Kind, value: str) -> None:
    assert shapes(text) == [(kind, value)]


def test_a_regex_keeps_its_flag_apart() -> None:
    (token,) = scan("/Paris/i")

    assert (token.kind, token.value, token.name) == (Kind.REGEX, "Paris", "i")


@pytest.mark.parametrize("word", ["and", "AND", "Or", "NOT"])
def test_operators_ignore_case(word: str) -> None:
    assert [kind for kind, _ in shapes(word)] == [Kind[word.upper()]]


def test_bars_and_parentheses_end_tokens_and_spaces_of_every_kind_part_them() -> None:
    assert [kind for kind, _ in shapes("(#a|b)\u3000c\tor")] == [
        Kind.OPEN, Kind.TAG, Kind.BAR, Kind.WORD, Kind.CLOSE, Kind.WORD, Kind.OR,
    ]  # fmt: skip


def test_a_minus_at_the_start_of_a_token_stands_alone() -> None:
    assert [kind for kind, _ in shapes('-#a -"b" -(c')] == [
        Kind.MINUS, Kind.TAG, Kind.MINUS, Kind.PHRASE, Kind.MINUS, Kind.OPEN, Kind.WORD,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("#a - #b", "-", "immediately before"),
        ("#a -", "-", "immediately before"),
        ("-|#a", "-", "immediately before"),
        ("--#a", "--", "means nothing"),
        ("#", "#", "name is missing"),
        ("#a @", "@", "handle is missing"),
        ("#a#b", "#b", "second `#`"),
        ('#a "open', '"open', "closing"),
        ('"a"b', "b", "space is missing"),
        ('""', '""', "empty"),
        (r'"\d"', r"\d", "backslash"),
        ("/open", "/open", "closing"),
        ("/a\\/", "/a\\/", "closing"),
        ("//", "//", "empty"),
        ("/a/ix", "ix", "`i` or nothing"),
        ("lang:", "lang:", "value is missing"),
        ("#a lang: fr", "lang:", "value is missing"),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, place: str, part: str) -> None:
    with pytest.raises(FilterError) as caught:
        list(scan(text))

    assert part in caught.value.message
    assert caught.value.start == text.rindex(place)


def test_an_endless_expression_is_refused_at_once() -> None:
    with pytest.raises(FilterError, match="longer than"):
        list(scan("a" * (LONGEST + 1)))


@pytest.mark.parametrize("text", ["word", '"a \\"b\\" \\\\"', "/a b/i", "#tag", "@a@*", "lang:fr", "|", "(", "not"])
def test_a_token_is_spelled_as_it_was_read(text: str) -> None:
    (token,) = scan(text)

    assert spell(token) == text
