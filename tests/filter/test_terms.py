"""The registry: every term has its example, its words, and an error for what it does not know."""

import pytest

from hashtui.errors import FilterError
from hashtui.filter.grammar import parse
from hashtui.filter.term import term
from hashtui.filter.terms import TERMS, read_term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Token, scan
from hashtui.filter.tree import Term, terms_in
from tests.watch.posts import MOMENT, NOON, entry

PRESENT = Present(NOON)


def refused(text: str) -> tuple[str, str]:
    """What is told of the expression, and the place it is told of."""
    with pytest.raises(FilterError) as caught:
        parse(text, PRESENT)
    return caught.value.message, text[caught.value.start : caught.value.end]


def test_every_term_has_its_form_and_says_when_it_is_true() -> None:
    for key, kind in TERMS.items():
        (token,) = scan(kind.form)

        made = read_term(kind.form, token, PRESENT)

        assert (made.name, made.place) == (key, (0, len(kind.form)))
        assert kind.says


def test_every_value_that_is_offered_makes_a_term() -> None:
    offered = [f"{key}:{value}" for key, kind in TERMS.items() for value in kind.values]

    assert len(offered) > 20
    assert all(str(parse(text)).startswith(text.partition(":")[0]) for text in offered)


def test_a_new_term_is_one_function_and_is_known_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    @term("mood", form="mood:good", says="in that mood")
    def mood(token: Token, _: Present | None) -> Term:
        if token.value != "good":
            raise ValueError("no such mood")
        return Term(f"mood:{token.value}", lambda _, __: True)

    monkeypatch.setitem(TERMS, mood.key, mood)

    assert parse("mood:good").judge(entry("a"), MOMENT)
    assert refused("#a mood:bad") == ("no such mood", "bad")
    assert refused("#a moood:good") == ("`moood:` is not a term; did you mean `mood:`?", "moood:good")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("form:a", "did you mean `from:`?"),
        ("lnag:fr", "did you mean `lang:`?"),
        ("author:a", "did you mean `from:`?"),
        ("likes:>3", "did you mean `favourites:`?"),
        ("favorites:>3", "did you mean `favourites:`?"),
        ("before:2h", "did you mean `until:`?"),
        ("language:fr", "did you mean `lang:`?"),
        ("zzzzz:1", "there are from:, server:"),
        ("re:Invent", "need quotes"),
    ],
)
def test_a_name_that_is_none_is_answered_with_the_nearest(text: str, told: str) -> None:
    message, place = refused(f"#a {text}")

    assert told in message
    assert place == text


@pytest.mark.parametrize(
    ("text", "told", "place"),
    [
        ("has:picture", "did you mean `has:image`?", "picture"),
        ("has:immage", "did you mean `has:image`?", "immage"),
        ("has:xyzzy", "it knows media, image, video, audio, alt, link, poll, cw, quote", "xyzzy"),
        ("is:retweet", "did you mean `is:boost`?", "retweet"),
        ("is:bots", "did you mean `is:bot`?", "bots"),
        ("is:polished", "it knows reply, boost", "polished"),
        ("net:twitter", "it knows mastodon, bluesky, nostr, feed, file", "twitter"),
        ("net:bsky", "did you mean `net:bluesky`?", "bsky"),
        ("lang:french", "did you mean `lang:fr`?", "french"),
        ("lang:f", "is no language code", "f"),
        ("link:https://a.example/b", "did you mean `link:a.example`?", "https://a.example/b"),
        ("link:@", "takes a host", "@"),
        ("has:image,video", "did you mean `(has:image | has:video)`?", "image,video"),
        ("lang:fr,en", "did you mean `(lang:fr | lang:en)`?", "fr,en"),
        ("from:a,b", "did you mean `(from:a | from:b)`?", "a,b"),
        ('from:"a"', "without quotes", '"a"'),
        ("@a,", "without quotes and commas", "@a,"),
        ("boosts:>= 20", "follows `>=` without a space", ">="),
        ("Note: this", "needs quotes", "Note:"),
        ("server:a/b", "takes a host", "a/b"),
        ("from:@", "a handle is missing", "@"),
        ("from:a@b@c", "one `@`", "a@b@c"),
        ("trust:mute", "did you mean `trust:muted`?", "mute"),
        ("trust:xyzzy", "`trust:` knows muted, unknown, known, vouched, trusted", "xyzzy"),
        ("trust:>=voucht", "did you mean `trust:>=vouched`?", ">=voucht"),
        ("trust:>=★", "did you mean `trust:>=trusted`?", ">=★"),
        ("trust:◇", "did you mean `trust:vouched`?", "◇"),
        ("trust:follow", "did you mean `trust:trusted`?", "follow"),
        ("trust:stranger", "did you mean `trust:unknown`?", "stranger"),
        ("trust:-blocked", "did you mean `trust:muted`?", "-blocked"),
        ("trust:vouched+", "did you mean `trust:>=vouched`?", "vouched+"),
        ("trust:>0.3", "did you mean `trust:>=vouched`?", ">0.3"),
        ("trust:>=0,15", "did you mean `trust:>=known`?", ">=0,15"),
        ("trust:≥known", "`≥` is written >=; did you mean `trust:>=known`?", "≥known"),
        ("trust:!=muted", "write `-trust:muted`", "!=muted"),
        ("trust:>=", "a level is missing after `trust:>=`", ">="),
        ("trust:known,vouched", "did you mean `(trust:known | trust:vouched)`?", "known,vouched"),
        ("tags:five", "is no number", "five"),
        ("tags:-1", "is no number", "-1"),
        ("tags:=>5", "is written >=", "=>5"),
        ("tags:!=5", "write `-tags:5`", "!=5"),
        ("tags:<0", "nothing is less than 0", "<0"),
        ("boosts:1.5", "is no number", "1.5"),
        ("per_author:3", "a number and a period", "3"),
        ("per_author:<=3/fortnight", "a number and a period", "<=3/fortnight"),
        ("per_author:0/h", "at least 1", "0/h"),
        ("per_author:<0/h", "at least 1", "<0/h"),
        ("per_author:<1/h", "at least 1", "<1/h"),
        ("per_author:=0/h", "at least 1", "=0/h"),
        ("per_author:<=0/h", "at least 1", "<=0/h"),
        ("per_author:<=3/0h", "longer than nothing", "<=3/0h"),
        ("since:yesterday", "is not a time", "yesterday"),
        ("since:25:00", "there is no time", "25:00"),
        ("until:2026-02-30", "there is no time", "2026-02-30"),
        ("age:1h", "did you mean `age:<1h`?", "1h"),
        ("age:=1h", "did you mean `age:<1h`?", "=1h"),
        ("age:<soon", "takes `<` or `>`", "<soon"),
        ("#!!!", "no letter or digit", "#!!!"),
        ("/(/", "makes no sense", "/(/"),
        ("/(?=a)/", "no look-ahead", "/(?=a)/"),
        (r"/\1/", "no back-references", r"/\1/"),
        ("\u0301", "no letter or sign", "\u0301"),
    ],
)
def test_a_value_that_makes_no_sense_is_told_with_its_place(text: str, told: str, place: str) -> None:
    message, shown = refused(f"#a {text}")

    assert told in message
    assert shown == place


def test_a_time_counted_from_now_needs_a_now() -> None:
    with pytest.raises(FilterError, match="2026-11-21T14:00:00Z"):
        parse("since:2h")

    assert str(parse("since:2026-11-21T14:00:00+01:00")) == "since:2026-11-21T13:00:00Z"


def test_the_terms_of_a_tree_are_told_in_order() -> None:
    tree = parse("#a (has:image | -from:b) trust:muted")

    assert [one.name for one in terms_in(tree)] == ["a #tag", "has", "from", "trust"]
