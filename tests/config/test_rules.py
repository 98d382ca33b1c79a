"""`[rules]`: what they may say, and where each mistake in them is shown."""

from datetime import UTC, time

import pytest

from hashtui.config.config import RuleConfig, RulesConfig
from hashtui.config.reader import read_config
from hashtui.config.rules import STYLE_WORDS, rules_of
from hashtui.filter import Present
from hashtui.reading.moment import Moment
from hashtui.reading.standing import Level
from tests.posts import NOON, entry, post


def complaints(text: str) -> list[str]:
    """What is wrong with it, as a person reads it."""
    return [str(complaint) for complaint in read_config(text, "c.toml").complaints]


def rules(text: str) -> RulesConfig:
    """The rules of a text without mistakes."""
    return read_config(text, "c.toml").accepted().rules


def test_rules_are_lists_of_tables_and_a_stretch_of_the_day() -> None:
    read = rules(
        "[rules]\n"
        'hide = [{ name = "robots", when = "is:bot" }, { name = "stuffed", when = "tags:>5" }]\n'
        'highlight = [{ name = "organisers", when = "from:@capcom@*", style = "Reverse  warning reverse warning" }]\n'
        'alert = [\n  { name = "pictures", when = "has:image" },\n]\n'
        'quiet = "22:00-07:30"\n'
    )

    assert read == RulesConfig(
        hide=(RuleConfig("robots", "is:bot"), RuleConfig("stuffed", "tags:>5")),
        highlight=(RuleConfig("organisers", "from:@capcom@*", "reverse warning"),),
        alert=(RuleConfig("pictures", "has:image"),),
        quiet=(time(22), time(7, 30)),
    )


def test_tables_of_their_own_are_rules_too() -> None:
    read = rules('[[rules.hide]]\nname = "a"\nwhen = "is:bot"\n[[rules.hide]]\nwhen = "is:boost"\n[rules]\n')

    assert [rule.name for rule in read.hide] == ["a", "is:boost"]


def test_a_rule_without_a_name_is_called_by_its_expression() -> None:
    assert rules('[rules]\nhide = [{ when = "#spam  |  #scam" }]').hide[0].name == "#spam | #scam"


def test_a_highlight_without_a_style_is_bold() -> None:
    assert rules('[rules]\nhighlight = [{ when = "#a" }]').highlight[0].style == "bold"


@pytest.mark.parametrize("word", STYLE_WORDS)
def test_every_style_word_is_known(word: str) -> None:
    assert rules(f'[rules]\nhighlight = [{{ when = "#a", style = "{word}" }}]').highlight[0].style == word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('hide = [{ name = "x", when = "#a frm:b" }]', "2:34: `frm:` is not a term; did you mean `from:`?"),
        ('hide = [{ when = "#a" },\n  { when = "lang:fr (" }]', "3:21: `(` is never closed"),
        ("hide = [{ when = 'a \\d frm:b' }]", "2:24: `frm:` is not a term; did you mean `from:`?"),
        ('hide = [{ when = "\\"a\\" \\u0041 frm:b" }]', "2:32: `frm:` is not a term; did you mean `from:`?"),
        ('hide = [{ when = """\n a\\\n   b frm:b""" }]', "4:6: `frm:` is not a term; did you mean `from:`?"),
        ("hide = [{ name = 'x' }]", "2:9: this hide rule needs when: the posts it is for"),
        ("hide = [{ when = '' }]", "2:18: when is empty"),
        ("hide = [{ when = 3 }]", "2:18: when must be a text in quotes"),
        ("hide = [{ name = 3, when = '#a' }]", "2:18: name must be a text in quotes"),
        ("hide = [{ name = '\u200b', when = '#a' }]", "2:18: name holds nothing that can be shown"),
        ("hide = [{ whem = '#a', when = '#a' }]", '2:11: unknown key "whem" — did you mean "when"?'),
        (
            "hide = [{ name = 'x', when = '#a' }, { name = 'x', when = '#b' }]",
            '2:47: a second hide rule is called "x": give it a name of its own',
        ),
        (
            "hide = [{ when = '#a' }, { when = '#a' }]",
            '2:35: a second hide rule is called "#a": give it a name of its own',
        ),
        ("alert = [{ when = '#a', style = 'bold' }]", "2:33: style belongs to highlight rules: alert has none"),
        (
            "highlight = [{ when = '#a', style = 'dim blod' }]",
            '2:42: there is no style "blod" — did you mean "bold"?',
        ),
        (
            "highlight = [{ when = '#a', style = 'red' }]",
            f'2:38: there is no style "red"; there are {", ".join(STYLE_WORDS)}',
        ),
        (
            "highlight = [{ when = '#a', style = 'bold warning error' }]",
            '2:51: "warning" and "error" are two colours: keep one',
        ),
        ("hide = 'is:bot'", '2:8: hide must be written as a list of tables: hide = [{ name = "…", when = "…" }]'),
        (
            "alert = [{ when = '#a' }, 'b']",
            '2:27: alert must be written as a list of tables: alert = [{ name = "…", when = "…" }]',
        ),
        ("hide = [{ when = '#a',\n when = '#b' }]", "2:23: a table in { } stays on one line"),
        ("hied = []", '2:1: unknown key "hied" — did you mean "hide"?'),
        ("quiet = '22:00'", '2:9: quiet must be two clock times that differ: "22:00-07:00"'),
        ("quiet = '24:00-07:00'", '2:9: quiet must be two clock times that differ: "22:00-07:00"'),
        ("quiet = '07:00-7:00'", '2:9: quiet must be two clock times that differ: "22:00-07:00"'),
        ("quiet = 22:00:00", "2:9: quiet must be a text in quotes"),
    ],
)
def test_a_mistake_is_shown_where_it_stands(text: str, expected: str) -> None:
    assert complaints(f"[rules]\n{text}") == [f"c.toml:{expected}"]


def test_the_same_name_may_stand_in_two_lists() -> None:
    assert complaints("[rules]\nhighlight = [{ when = '#a' }]\nalert = [{ when = '#a' }]") == []


def test_a_length_of_time_in_a_rule_counts_from_the_present_that_is_given() -> None:
    config = read_config("[rules]\nhide = [{ when = 'until:2h' }]", "c.toml").accepted()

    (rule,) = rules_of(config, Present(NOON, UTC)).hide

    assert str(rule.when) == "until:2026-11-21T10:00:00Z"


def test_rules_judge_posts() -> None:
    config = read_config(
        "[rules]\nhide = [{ name = 'loud', when = 'shout' }]\nhighlight = [{ when = '#paris20', style = 'dim' }]\n"
        "alert = [{ name = 'near', when = '#capcomnet' }]\nquiet = '1:00-2:00'",
        "c.toml",
    ).accepted()
    moment = Moment(NOON)

    made = rules_of(config, Present(NOON, UTC))

    hidden = made.hidden_by(entry(post(1, "we shout")), moment)
    highlighted = made.highlighted_by(entry(post(2, tags=("paris20",))), moment)
    announced = made.announced_by(entry(post(3)), moment)
    assert [rule.name if rule else None for rule in (hidden, highlighted, announced)] == ["loud", "#paris20", "near"]
    assert highlighted is not None
    assert highlighted.style == "dim"
    assert made.quiet == (time(1), time(2))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("", (Level.TRUSTED, None)),
        ('[trust]\nmatters = "vouched"\nnotify = "trusted"', (Level.VOUCHED, Level.TRUSTED)),
        ('[trust]\nmatters = "never"\nnotify = "known"', (None, Level.KNOWN)),
    ],
)
def test_whose_posts_matter_and_whose_are_announced_is_said_by_level(
    text: str, levels: tuple[Level | None, Level | None]
) -> None:
    in_force = rules_of(read_config(text, "c.toml").accepted(), Present(NOON, UTC))

    assert (in_force.matters, in_force.notify) == levels


def test_a_level_that_there_is_not_is_told_with_its_place_and_the_nearest() -> None:
    assert complaints('[trust]\nmatters = "truste"\nnotfy = "never"') == [
        'c.toml:2:11: matters must be "trusted", "vouched", "known" or "never", not "truste" — did you mean "trusted"?',
        'c.toml:3:1: unknown key "notfy" — did you mean "notify"?',
    ]
