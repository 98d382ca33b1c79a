"""A summary as Markdown: readable, and nothing of a stranger's is markup in it."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hashtui.post.body import Role, Span
from hashtui.post.clean import clean_line, clean_name, clean_text
from hashtui.reading.standing import Level, Standing
from hashtui.reading.summary.summary import Correction, Person, Question, Summary, Told
from hashtui.reading.summary.summary_markdown import escaped, linked, markdown
from tests.reading.summary.talk import until

HOSTILE = (
    "# big *strong* _soft_ `code` ~~gone~~ <b>bold</b> <script>alert(1)</script> ![x](http://evil.example/x.png) "
    "[click](javascript:alert(1)) <http://evil.example> https://evil.example www.evil.example evil.example &lt; &#42; "
    "$x$ | cell | \\ [^1] **"
)


def told(text: str, **changes: object) -> Told:
    """A post of a digest that says that."""
    one = Told(
        key="https://a.example/1",
        created_at=until(5),
        handle=clean_line("@ann@a.example"),
        name=clean_name("Ann"),
        standing=Standing(),
        text=clean_text(text),
        why="peak 12:05, 3 voices",
        voices=3,
        url=clean_line("https://a.example/@ann/1"),
        author_url=clean_line("https://a.example/@ann"),
    )
    return replace(one, **changes)  # type: ignore[arg-type]  # a test's choice of fields


def summary_of(*digest: Told, **changes: object) -> Summary:
    """A summary of an hour with that digest."""
    whole = Summary(panes=("#capcomnet",), tags=(), since=until(0), until=until(60), digest=digest)
    return replace(whole, **changes)  # type: ignore[arg-type]  # a test's choice of fields


def tokens(text: str) -> list[Token]:
    """Everything that a renderer with all its extensions sees in it."""
    reader = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    return [child for block in reader.parse(text) for child in (block, *(block.children or ()))]


def shown(text: str) -> str:
    """What a reader of the rendered page sees."""
    return "".join(token.content for token in tokens(text) if token.type in ("text", "text_special", "code_inline"))


def links(text: str) -> list[str]:
    """Where its links lead."""
    return [str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"]


def test_what_a_stranger_wrote_is_shown_as_it_is_and_is_no_markup() -> None:
    plain = {token.type for token in tokens("- word (word)\n  - word")}

    kinds = {token.type for token in tokens(f"- {escaped(HOSTILE)}")}

    assert kinds <= plain | {"text_special"}
    assert shown(f"- {escaped(HOSTILE)}") == " ".join(HOSTILE.split())


@pytest.mark.parametrize("place", ["evil.example", "https://evil.example/x", "www.evil.example", "ann@evil.example"])
def test_no_address_in_a_strangers_words_can_be_taken_for_a_link(place: str) -> None:
    assert place not in escaped(f"see {place} now")


def test_a_name_and_a_text_cannot_break_out_of_their_line() -> None:
    hostile = told("one\n\n# two\n- three\n> four", name=clean_name("](http://evil.example) *x*"))

    text = markdown(summary_of(hostile))

    assert links(text) == ["https://a.example/@ann/1", "https://a.example/@ann"]
    assert "one # two - three > four" in shown(text)
    assert [token.tag for token in tokens(text) if token.type == "heading_open"] == ["h1", "h2"]


def test_the_links_of_a_post_stay_its_own() -> None:
    text = "see media.example/a(b) now"
    span = Span(4, 22, Role.LINK, clean_line("https://media.example/a(b)?x=1&copy;=2"))

    page = markdown(summary_of(told(text, spans=(span,))))

    assert "https://media.example/a%28b%29?x=1&copy;=2" in links(page)
    assert "see media.example/a(b) now" in shown(page)


def test_an_address_that_may_not_be_opened_is_no_link() -> None:
    assert linked("words", "javascript:alert(1)") == "words"


def test_authors_are_credited_by_handle_link_and_badge() -> None:
    page = markdown(summary_of(told("Bonjour", standing=Standing(Level.TRUSTED, 1.0))))

    assert "- [12:05](https://a.example/@ann/1) ★ **Ann** [@ann@a.example](https://a.example/@ann): Bonjour" in page


def test_clocks_are_those_of_the_zone_also_in_reasons() -> None:
    page = markdown(summary_of(told("Bonjour")), zone=timezone(timedelta(hours=2)))

    assert "[14:05](https://a.example/@ann/1) **Ann**" in page
    assert "UTC" not in page


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (Level.UNKNOWN, "- **Ann** @ann · unknown · 2 posts"),
        (Level.KNOWN, "- · **Ann** @ann · known · 2 posts"),
        (Level.TRUSTED, "- ★ **Ann** @ann · trusted · 2 posts"),
    ],
)
def test_what_people_are_to_the_reader_is_said_in_a_word_of_strangers_too(level: Level, said: str) -> None:
    person = Person(clean_line("@ann"), clean_name("Ann"), 2, 3, Standing(level), None, 0.0, ())

    assert said in markdown(summary_of(people=(person,))).replace("\\", "")


def test_what_was_corrected_says_by_whom_and_what() -> None:
    correction = Correction(
        "k", "https://a.example/1", clean_line("@orga@a.example"), until(30), "Erratum : non", "@ann@a.example", "Oui"
    )

    page = markdown(summary_of(told("Oui", corrected_by="k"), corrections=(correction,)))

    assert "⚠ corrected by @orga@a.example at 12:30: Erratum : non" in shown(page)


def test_a_warning_stands_for_the_words_behind_it() -> None:
    asked = Question("q", clean_line("@ann@a.example"), clean_text("secret?"), until(1), 60, clean_text("spoilers"))

    page = markdown(summary_of(told("secret", warning=clean_text("politics")), questions=(asked,)))

    assert "secret" not in page
    assert "CW politics" in page
    assert "CW spoilers" in page


def test_a_title_takes_the_place_of_the_panes() -> None:
    assert markdown(summary_of(), title="My *day*").startswith("# My \\*day\\*\n")
    assert markdown(summary_of()).startswith("# Summary of #capcomnet\n")


def test_nothing_notable_is_said_plainly() -> None:
    assert "Nothing notable." in markdown(summary_of(notable=False))


def test_one_empty_line_stands_between_what_belongs_apart() -> None:
    page = markdown(summary_of(notable=False, languages={"fr": 3}))

    assert "Nothing notable." in page
    assert "\n\n\n" not in page
