"""A post's words come in paragraphs, lines and parts, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from hashtui.anthology.paragraphs import Part, paragraphs, plain_paragraphs
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text

URL = clean_line("https://site.example/")


def test_roles_that_overlap_are_cut_where_they_begin_and_end() -> None:
    text = clean_text("see this site now")
    spans = (Span(0, 8, Role.STRONG), Span(4, 13, Role.LINK, URL), Span(9, 17, Role.EMPHASIS))

    (paragraph,) = paragraphs(Body(text, spans))

    strong, emphasis = frozenset({Role.STRONG}), frozenset({Role.EMPHASIS})
    assert paragraph.lines == (
        (
            Part("see ", None, None, strong),
            Part("this", Role.LINK, URL, strong),
            Part(" ", Role.LINK, URL),
            Part("site", Role.LINK, URL, emphasis),
            Part(" now", None, None, emphasis),
        ),
    )


def test_a_blank_line_parts_and_a_line_end_does_not() -> None:
    body = Body(clean_text("\none\ntwo\n\n \nthree\n"), (Span(1, 8, Role.QUOTE),))

    found = list(paragraphs(body))

    assert [[part.text for line in one.lines for part in line] for one in found] == [["one", "two"], ["three"]]
    assert [one.is_quoted for one in found] == [True, False]


def test_an_address_that_may_not_be_opened_is_no_link() -> None:
    body = Body(clean_text("here"), (Span(0, 4, Role.LINK, clean_line("javascript:alert(1)")),))

    (paragraph,) = paragraphs(body)

    assert paragraph.lines[0][0].url is None


def test_words_without_roles_have_paragraphs_too() -> None:
    assert [len(one.lines) for one in plain_paragraphs("a\nb\n\nc")] == [2, 1]
    assert list(plain_paragraphs(" \n\n ")) == []


@given(st.text(st.sampled_from("ab \n"), max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_no_word_is_lost_wherever_roles_are(text: str, places: list[tuple[int, int]]) -> None:
    spans = tuple(Span(start, end, Role.STRONG) for start, end in places)

    found = paragraphs(Body(clean_text(text), spans))

    words = [part.text for one in found for line in one.lines for part in line]
    assert "".join(words).replace(" ", "") == text.replace("\n", "").replace(" ", "")
