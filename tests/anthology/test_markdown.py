"""Markdown in which posts stay words: held by a parser of CommonMark's rules by other hands."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hashtui.anthology.markdown import escaped, linked, named, write_markdown
from hashtui.post.body import Role
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission
from hashtui.post.post import Media, MediaKind, Poll, PollOption
from hashtui.post.stretch import Stretch, clean_body
from tests.anthology.binding import ACTIVE, bound, hostile_anthology, hostile_texts
from tests.anthology.picking import pick
from tests.posts import NOON, post


def test_a_post_stands_with_its_author_its_words_and_where_it_is() -> None:
    body = clean_body(
        "Read this site now\n\n#capcomnet",
        [Stretch(5, 9, Role.STRONG), Stretch(10, 14, Role.LINK, clean_line("https://site.example/a(b)"))],
    )
    one = replace(
        post(1),
        body=body,
        content_warning=clean_text("reading"),
        media=(Media(MediaKind.IMAGE, clean_line("https://m.example/1.png"), clean_text("a *red* door")),),
        poll=Poll((PollOption(clean_line("yes"), 1), PollOption(clean_line("no")))),
        reply_to=clean_line("https://social.example/@bo/7"),
    )
    chosen = replace(pick(1, "Doors"), post=one, caption=clean_text("Why:\nbecause."), permission=Permission.ASKED)

    made = bound(one, picks=[chosen], title="What was read", licence="CC0, says the maker")
    text = write_markdown(made)["md"].decode()

    assert text == GOLDEN


GOLDEN = """# What was read

1 post by 1 person · 21 November 2026

## Doors

**Ana P.** [@ana@social.example](<https://social.example/@ana>)

> **Content warning:** reading
>
> Read **this** [site](<https://site.example/a(b)>) now
>
> \\#capcomnet
>
> - yes – 1 vote
> - no
> - [Picture](<https://m.example/1.png>): a \\*red\\* door

Why:  
because.

21 November 2026, 13:01 (UTC+1) · [the original on social.example](<https://social.example/@ana/1>) (Mastodon) ·\
 [an answer to another post](<https://social.example/@bo/7>)

## Contributors

- Ana P. [@ana@social.example](<https://social.example/@ana>): 1 post, 21 November 2026

## Colophon

- Chosen by: \\#capcomnet
- Span asked for: everything that was kept
- First and last post: 21 November 2026, 13:01 (UTC+1) – 21 November 2026, 13:01 (UTC+1)
- Heard through: social\\.example
- Languages, as their authors say: not said (1)
- Known gaps: none is known
- Left out: nothing that was chosen
- Asked for permission, as the maker noted: asked: 1 post
- Pictures: none is included; each is told by its description and its link
- Made: 22 November 2026, 10:30 (UTC+1), with hashtui 1.2.3

CC0, says the maker
"""  # noqa: W291  # two blanks break a line in Markdown


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("*a* _b_ `c` ~d~", r"\*a\* \_b\_ \`c\` \~d\~"),
        ("<b>&amp;|", r"\<b\>\&amp;\|"),
        ("- a", r"\- a"),
        ("12. a", r"12\. a"),
        ("=== a", r"\=== a"),
        ("see www.example.org or https://a.b", r"see www\.example\.org or https\://a\.b"),
        ("Well. A plain sentence (really), isn’t it?", "Well. A plain sentence (really), isn’t it?"),
    ],
)
def test_what_means_something_is_escaped_and_plain_words_stay_readable(words: str, written: str) -> None:
    assert escaped(words) == written


def test_a_link_leads_only_where_it_may_be_opened() -> None:
    assert linked("a", "https://e.example/<x> y") == "a"
    assert linked("a", "javascript:alert(1)") == "a"
    assert linked("a", "https://e.example/(x)?a=1&b=2") == "[a](<https://e.example/(x)?a=1&amp;b=2>)"


def test_a_handle_that_leads_to_its_account_can_be_looked_for_as_anybody_writes_it() -> None:
    assert named("@a_b@social.example", "https://social.example/@a") == (
        r"[@a_b@social.example](<https://social.example/@a>)"
    )
    assert named("@__a_b__@x", "https://x/") == r"[@\_\_a_b\_\_@x](<https://x/>)"
    assert named("@ana@social.example", "javascript:x") == r"\@ana\@social\.example"
    assert named("[x](https://y.example)", "https://z.example/") == (
        r"[\[x\](https\://y.example)](<https://z.example/>)"
    )


def test_a_link_behind_an_exclamation_mark_is_no_picture() -> None:
    url = clean_line("https://site.example/")
    one = replace(post(1), body=clean_body("Look!here", [Stretch(5, 9, Role.LINK, url)]))

    text = write_markdown(bound(one))["md"].decode()

    assert r"> Look\![here](<https://site.example/>)" in text


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_nothing_that_strangers_wrote_is_markup(texts: tuple[str, ...] | None) -> None:
    text = write_markdown(hostile_anthology(texts if texts is not None else hostile_texts()))["md"].decode()

    bare = re.sub(r"\\.", "x", text)  # what is escaped is a letter like others
    bare = re.sub(r"\]\(<https?://[!-;=?-~]*>\)", "]()", bare)  # and without links of our own, to where one may go
    assert re.findall(r"<|!\[|\]\([^)]|`|https?://", bare.replace("[^", "")) == []
    assert [line for line in bare.splitlines() if re.match(r" {4}|\t|=|(?:> )*(?:===|---|```)", line)] == []
    headings = [line for line in bare.splitlines() if line.startswith("#")]
    assert all(line.startswith(("# ", "## ")) for line in headings)


def tokens(text: str) -> Iterator[Token]:
    """Everything that CommonMark makes of it, with tables and strikethrough."""
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        yield token
        yield from token.children or ()


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_commonmark_finds_our_markup_in_it_and_no_other(texts: tuple[str, ...] | None) -> None:
    made = hostile_anthology(texts if texts is not None else hostile_texts())

    found = list(tokens(write_markdown(made)["md"].decode()))

    kinds = Counter(token.type for token in found)
    assert [kind for kind in kinds if kind.startswith(("html", "image", "code", "fence", "table", "s_open"))] == []
    assert kinds["heading_open"] == 1 + len(made.chapters) + 2
    assert kinds["blockquote_open"] == made.posts
    assert kinds["bullet_list_open"] == made.posts + 2
    links = [str(token.attrs["href"]) for token in found if token.type == "link_open"]
    assert [url for url in links if not url.startswith(("https://", "http://"))] == []


@given(st.text(st.sampled_from("ab1 .-+=#*_`~[](){}<>!|\\&;:/@$^%'\"é\n"), max_size=40))
@example("1. a")
@example("http://a.b &amp; <b> ![x](y)")
def test_escaped_words_are_read_as_they_were_at_the_beginning_of_a_line_and_in_it(text: str) -> None:
    words = " ".join(text.split())

    for before in ("", "x "):
        read = "".join(token.content for token in tokens(before + escaped(words)) if token.type == "text")
        assert read == before.strip() + (" " if before and words else "") + words


def test_edits_and_deletions_are_told() -> None:
    after = replace(post(1, "now"), edited_at=NOON.replace(hour=13))

    text = write_markdown(bound(after, picks=[pick(1)]))["md"].decode()

    assert "*Edited by its author at 14:00, after it was picked; this is what it says now*" in text


def facts_of(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("21 November"))


def test_what_has_no_address_and_whom_it_quotes_is_told() -> None:
    one = replace(post(1), url=None, quote_of=clean_line("https://social.example/@bo/7"))

    text = write_markdown(bound(one))["md"].decode()

    when = "21 November 2026, 13:01 (UTC+1)"
    quoted = "[quotes another post](<https://social.example/@bo/7>)"
    assert facts_of(text) == f"{when} · Mastodon, its original has no address · {quoted}"


def test_who_has_no_name_is_called_by_the_handle_and_a_robot_is_said_to_be_one() -> None:
    robot = replace(post(1).author, name=clean_line(""), bot=True)

    text = write_markdown(bound(replace(post(1), author=robot)))["md"].decode()

    head = "**[@ana@social.example](<https://social.example/@ana>)** (an automated account)"
    assert head in text.splitlines()
    assert "- [@ana@social.example](<https://social.example/@ana>): 1 post, 21 November 2026" in text.splitlines()


def test_what_is_attached_stands_below_the_words_unless_it_is_the_post_itself() -> None:
    words = post(1, "Read").body
    site, own = clean_line("https://site.example/a"), clean_line(str(post(1).url))
    both = replace(post(1), body=replace(words, attached=(own, site)))
    alone = replace(both, body=clean_body("", []), media=(Media(MediaKind.IMAGE),))

    of_both, of_none = (write_markdown(bound(one))["md"].decode() for one in (both, alone))

    assert "\n> Read\n>\n> - [https\\://site.example/a](<https://site.example/a>)\n\n" in of_both
    assert "\n\n> - Picture: without a description\n\n" in of_none


@pytest.mark.parametrize(
    ("role", "text", "shown"),
    [
        (Role.STRONG, "ab", "x **ab** y"),
        (Role.EMPHASIS, "ab", "x *ab* y"),
        (Role.STRONG, "(ab)", "x (ab) y"),
        (Role.STRONG, "ab!", "x ab! y"),
        (Role.EMPHASIS, "!ab", "x !ab y"),
    ],
)
def test_stress_is_marked_where_its_signs_are_read_as_such(role: Role, text: str, shown: str) -> None:
    body = clean_body(f"x {text} y", [Stretch(2, 2 + len(text), role)])

    text = write_markdown(bound(replace(post(1), body=body)))["md"].decode()

    assert f"> {shown}" in text.splitlines()


def test_what_would_end_an_address_early_is_encoded_in_it() -> None:
    address = linked("x", "https://a.example/?a=1&b=<2>|`")

    assert address == "[x](<https://a.example/?a=1&amp;b=%3C2%3E%7C%60>)"
