"""The terms this version knows, and how the others are refused."""

import pytest

from hashtui.errors import FilterError
from hashtui.filter.grammar import parse
from hashtui.filter.terms import TERMS, read_term, term
from hashtui.filter.tokens import Token, scan
from hashtui.filter.tree import Term
from tests.watch.posts import MOMENT, entry


def test_a_tag_is_on_a_post_however_it_is_spelled() -> None:
    assert parse("#Été").judge(entry("ete"), MOMENT)
    assert not parse("#Été").judge(entry("hiver"), MOMENT)


def test_a_post_is_tagged_by_the_tag_it_was_asked_for_too() -> None:
    assert parse("#a").judge(entry("other", asked=["a"]), MOMENT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lang:fr", "`lang:` is not a term of this version; it knows #tag"),
        ("word", "`word` is a word, which is not a term of this version; it knows #tag"),
        ('"two words"', '`"two words"` is a phrase, which is not a term of this version; it knows #tag'),
        ("/x/i", "`/x/i` is a /regex/, which is not a term of this version; it knows #tag"),
        ("@a@b", "`@a@b` is a @handle, which is not a term of this version; it knows #tag"),
    ],
)
def test_what_is_no_term_yet_is_refused_by_name(text: str, told: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(f"#a {text}")

    assert caught.value.message == told
    assert (caught.value.start, caught.value.end) == (3, 3 + len(text))


def test_a_tag_made_of_nothing_is_refused() -> None:
    with pytest.raises(FilterError, match="no letter or digit"):
        parse("#!!!")


def test_a_tag_that_a_screen_would_not_show_whole_prints_by_its_normal_form() -> None:
    long = "#" + "a" * 200

    tree = parse(long)

    assert parse(str(tree)).judge(entry("a" * 200), MOMENT)


def test_a_new_term_is_one_function_and_is_known_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TERMS, "old", TERMS["a #tag"])

    @term("lang", form="lang:fr", says="in that language")
    def spoken(token: Token) -> Term:
        if token.value == "?":
            raise ValueError("no such language")
        return Term(f"lang:{token.value}", lambda _, __: True, None, (token.start, token.end))

    monkeypatch.delitem(TERMS, "old")
    try:
        assert str(parse("#a lang:fr")) == "#a lang:fr"
        with pytest.raises(FilterError, match="no such language"):
            parse("#a lang:?")
        with pytest.raises(FilterError, match=r"it knows #tag, lang:fr; did you mean `lang:`\?"):
            parse("#a lnag:fr")
    finally:
        del TERMS["lang"]


def test_every_term_has_its_form_and_says_when_it_is_true() -> None:
    for kind in TERMS.values():
        (token,) = scan(kind.form)

        assert read_term(kind.form, token).text
        assert kind.says
