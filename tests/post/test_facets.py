"""Hashtags in plain text and text cut by byte offsets, as on Bluesky."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.post.body import Body, Role
from hashtui.post.clean import clean_text
from hashtui.post.facets import Facet, find_tags, read_facets
from tests.post.shared import shared_file


class Found(msgspec.Struct, rename="camel"):
    """One tag of a vector."""

    tag: str
    byte_start: int
    byte_end: int


class Vector(msgspec.Struct):
    """A text and the tags the official client finds in it."""

    text: str
    tags: list[Found]


def tags_in(text: str) -> list[str]:
    return [facet.target for facet in find_tags(text)]


def facet_on(text: str, words: str, role: Role, target: str = "") -> Facet:
    start = len(text[: text.index(words)].encode())
    return Facet(start, start + len(words.encode()), role, target)


def roles_of(body: Body) -> list[tuple[str, Role, str | None]]:
    return [(body.text[span.start : span.end], span.role, span.target) for span in body.spans]


def test_every_shared_vector_has_its_tags() -> None:
    vectors = shared_file("vectors/bluesky_tags.json", list[Vector])

    found = [[Found(f.target, f.start, f.end) for f in find_tags(vector.text)] for vector in vectors]

    assert found == [vector.tags for vector in vectors]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("no tag", []),
        ("#paris20, #capcomnet!", ["paris20", "capcomnet"]),
        ("(#paris20) not after a bracket", []),
        ("a#b", []),
        ("#2026 #2026a #²", ["2026a", "²"]),
        ("#٣", ["٣"]),  # the client's \d knows ASCII digits only
        ("#été\u00a0#hiver\u3000#printemps\ufeff#automne", ["été", "hiver", "printemps", "automne"]),
        ("line\n#tag\r\n＃other", ["tag", "other"]),
        ("#l'été", ["l'été"]),
        ("#...", []),
        ("#c++", ["c++"]),
        ("#soft\u00adhyphen", ["soft"]),
        ("#" + "a" * 64, ["a" * 64]),
        ("#" + "a" * 65, []),
        ("#" + "🌈" * 32, ["🌈" * 32]),
        ("#" + "🌈" * 33, []),  # the client counts UTF-16 units
        ("#" + "a" * 64 + "!" * 50, ["a" * 64]),
    ],
)
def test_tags_are_found_as_the_client_finds_them(text: str, tags: list[str]) -> None:
    assert tags_in(text) == tags


def test_offsets_count_bytes_not_characters() -> None:
    text = "🎪 à la #fête !"

    (facet,) = find_tags(text)

    assert text.encode()[facet.start : facet.end].decode() == "#fête"


def test_a_text_is_cut_at_its_facets() -> None:
    text = "Écoute @lea.example sur example.org/direct #fête"
    facets = [
        facet_on(text, "#fête", Role.TAG, "fête"),
        facet_on(text, "@lea.example", Role.MENTION, "@lea.example"),
        facet_on(text, "example.org/direct", Role.LINK, "https://example.org/direct/42"),
    ]

    body = read_facets(text, facets)

    assert body.text == text
    assert roles_of(body) == [
        ("@lea.example", Role.MENTION, "@lea.example"),
        ("example.org/direct", Role.LINK, "https://example.org/direct/42"),
        ("#fête", Role.TAG, "fete"),
    ]


def test_a_link_that_hides_its_host_shows_it() -> None:
    text = "log in at bank.example now"

    body = read_facets(text, [facet_on(text, "bank.example", Role.LINK, "https://evil.test/login")])

    assert body.text == "log in at bank.example ‹evil.test› now"
    assert roles_of(body) == [("bank.example ‹evil.test›", Role.LINK, "https://evil.test/login")]


def test_a_mention_of_somebody_else_shows_whom() -> None:
    text = "thanks @alice"

    body = read_facets(text, [facet_on(text, "@alice", Role.MENTION, "@mallory.test")])

    assert body.text == "thanks @alice ‹@mallory.test›"


def test_a_link_that_may_not_be_opened_is_only_text() -> None:
    text = "press here"

    body = read_facets(text, [facet_on(text, "here", Role.LINK, "javascript:alert(1)")])

    assert body == Body(clean_text("press here"))


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 100), (3, 3), (5, 2), (1, 3), (0, 1), (99, 100)], ids=str)
def test_a_facet_that_marks_no_whole_characters_is_dropped(start: int, end: int) -> None:
    body = read_facets("éa tag", [Facet(start, end, Role.TAG, "tag")])

    assert body == Body(clean_text("éa tag"))


def test_of_overlapping_facets_the_first_stays() -> None:
    body = read_facets("#one#two", [Facet(4, 8, Role.TAG, "two"), Facet(0, 8, Role.TAG, "one#two")])

    assert roles_of(body) == [("#one#two", Role.TAG, "onetwo")]


def test_roles_stay_on_their_words_when_cleaning_moves_them() -> None:
    text = "\u202e\x1b[2J reversed\u202c, then\u200b #tag\u2066 and \u0000#more"

    body = read_facets(text, find_tags(text))

    assert [words for words, _, _ in roles_of(body)] == ["#tag"]
    assert body.text == clean_text(text)


def test_a_text_too_long_keeps_the_roles_of_what_is_shown() -> None:
    text = "#first " + "x" * 30_000 + " #last"

    body = read_facets(text, find_tags(text))

    assert len(body.text) == 20_001
    assert roles_of(body) == [("#first", Role.TAG, "first")]


HARD_PARTS = st.sampled_from(
    [
        " ",
        "\n",
        "#a",
        "＃b",
        "é",
        "e\u0301",
        "\u0301",
        "👩",
        "\u200d",
        "\u1100",
        "\u1161",
        "\x1b",
        "\u202e",
        "\ud800",
        "\u2028",
    ]
)


@given(
    st.lists(HARD_PARTS | st.text(max_size=3), max_size=12).map("".join),
    st.lists(
        st.builds(
            Facet,
            st.integers(-2, 40),
            st.integers(-2, 40),
            st.sampled_from(Role),
            st.sampled_from(["https://a.test/b", "javascript:1", "@a@b.test", "x", ""]),
        ),
        max_size=4,
    ),
)
def test_whatever_comes_the_body_is_clean_and_its_spans_lie_in_it(text: str, facets: list[Facet]) -> None:
    body = read_facets(text, [*find_tags(text), *facets])

    assert clean_text(str("".join(body.text))) == body.text
    assert list(body.spans) == sorted(body.spans, key=lambda span: span.start)
    assert all(0 <= span.start < span.end <= len(body.text) for span in body.spans)
    assert all(one.end <= other.start for one, other in pairwise(body.spans))
