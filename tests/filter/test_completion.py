"""How an expression that is being typed may go on."""

from dataclasses import replace

import pytest

from hashtui.filter.completion import MOST_OFFERED, Completions, Met, Vocabulary, completions
from hashtui.filter.grammar import parse
from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import clean_line, clean_text
from tests.watch.posts import entry

SEEN = Vocabulary(
    tags=("CapComNet", "caté", "paris20"),
    handles=("anna@piaille.fr", "capcom@mastodon.social", "lea.example"),
    languages=("fr", "pt-BR"),
    hosts=("example.org", "mamot.fr"),
)


def offered(text: str) -> tuple[str, ...]:
    """What is offered at the `^`, or at the end."""
    cursor = text.index("^") if "^" in text else len(text)
    text = text.replace("^", "")
    return completions(text, cursor, SEEN).words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("fr", ("from:",)),
        ("#a -fo", ("followers:",)),
        ("#a (l", ("lang:", "link:", "length:")),
        ("LA", ("lang:",)),
        ("has:l", ("has:link",)),
        ("HAS:l", ("HAS:link",)),
        (r'"a \" b" fr', ("from:",)),
        ("-has:i", ("has:image",)),
        ("is:b", ("is:boost", "is:bot")),
        ("net:b", ("net:bluesky",)),
        ("trust:m", ("trust:muted",)),
        ("#ca", ("#CapComNet", "#caté")),
        ("#CAT", ("#caté",)),
        ("#", ("#CapComNet", "#caté", "#paris20")),
        ("@", ("@anna@piaille.fr", "@capcom@mastodon.social", "@lea.example")),
        ("@anna@", ("@anna@piaille.fr",)),
        ("from:ca", ("from:capcom@mastodon.social",)),
        ("from:@ca", ("from:@capcom@mastodon.social",)),
        ("lang:", ("lang:fr", "lang:pt-BR", "lang:?")),
        ("lang:p", ("lang:pt-BR",)),
        ("server:m", ("server:mastodon.social",)),
        ("link:ex", ("link:example.org",)),
        ("#a|#ca^ -b", ("#CapComNet", "#caté")),
        ("#a ha^s:image", ("has:",)),
    ],
)  # fmt: skip
def test_a_word_goes_on_as_a_term_a_value_or_something_seen(text: str, words: tuple[str, ...]) -> None:
    assert offered(text) == words


@pytest.mark.parametrize(
    "text",
    ["", "#a ", "-", "(", "or", "zzz", "has:image", 'x "fr', 'x "a #ca', "/fr", "x /a (fr", 'x "fr"', "/fr/i", "zz:a"],
)
def test_where_nothing_can_be_known_nothing_is_offered(text: str) -> None:
    assert offered(text) == ()


def test_behind_a_closed_phrase_words_go_on_again() -> None:
    assert completions('"a \\" b" fr', 11) == Completions(9, ("from:",))


def test_what_is_offered_parses() -> None:
    for text in ("has:", "is:", "net:", "lang:", "server:", "link:", "#", "@"):
        for word in completions(text, len(text), SEEN).words:
            assert str(parse(word)) == word


def test_what_was_met_last_is_offered_first_and_the_rest_is_forgotten() -> None:
    met = Met(most=2)
    for name in ("a", "b", "c", "b"):
        met.see(entry(name))

    assert met.vocabulary.tags == ("b", "c")
    assert met.vocabulary.handles == ("alice@a.example",)


def test_languages_mentions_and_hosts_of_links_are_met() -> None:
    one = entry("a")
    link = Span(0, 4, Role.LINK, clean_line("https://example.org/a"))
    said = replace(
        one.post,
        body=Body(clean_text("link"), (link,), (clean_line("https://example.org/b"),)),
        language=clean_line("fr"),
        mentions=(clean_line("@b@mamot.fr"),),
    )
    met = Met()

    met.see(replace(one, post=said))

    assert met.vocabulary == Vocabulary(("a",), ("alice@a.example", "b@mamot.fr"), ("fr",), ("example.org",))


def test_of_very_many_tags_the_first_are_offered() -> None:
    many = Vocabulary(tags=tuple(f"tag{number}" for number in range(200)))

    assert completions("#t", 2, many).words == tuple(f"#tag{number}" for number in range(MOST_OFFERED))
