"""The configuration file: what it may say, and how every mistake in it is told."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.config.config import Config, Density, TimeForm
from hashtui.config.reader import Judges, load_config, read_config, source_name
from hashtui.config.settings import example_file
from hashtui.errors import ConfigError, FilterError, UsageError
from hashtui.filter import read_pane

PLACE = re.compile(r"c\.toml:[1-9][0-9]*:[1-9][0-9]*: \S")
CANARY = "canary-4711"


def complaints(text: str, judges: Judges | None = None) -> list[str]:
    """What is wrong with it, as a person reads it."""
    return [str(complaint) for complaint in read_config(text, "c.toml", judges or Judges()).complaints]


def test_an_empty_file_says_the_defaults() -> None:
    reading = read_config("", "c.toml")

    assert reading.config == Config()
    assert [source.url for source in reading.config.sources] == ["mastodon.social", "bluesky"]
    assert reading.complaints == ()


def test_everything_that_can_be_set_is_read() -> None:
    config = read_config(
        'sources = ["mastodon.social", "https://mamot.fr"]\n'
        '[[source]]\nurl = "mamot.fr"\ntoken_env = "MAMOT_TOKEN"\n'
        '[[source]]\nurl = "http://lan"\ninsecure = true\ntoken_command = ["pass", "show", "lan"]\n'
        '[[source]]\nurl = "bluesky"\nlikes = false\npds = "https://pds.example"\n'
        '[[source]]\nurl = "feed+https://blog.example/{tag}.rss"\nevery = "5m"\n'
        '[[pane]]\nshow = "#a | #b"\ntitle = "Both"\n'
        '[look]\ntheme = "nord"\ndensity = "full"\ntime = "ago"\n'
        '[keys]\nfollow = "L"\nback = ["backspace", "B"]\n',
        "c.toml",
    ).accepted()

    assert [(s.url, s.token_env, s.insecure, s.token_command) for s in config.sources] == [
        ("mastodon.social", None, False, ()),
        ("mamot.fr", "MAMOT_TOKEN", False, ()),
        ("http://lan", None, True, ("pass", "show", "lan")),
        ("bluesky", None, False, ()),
        ("feed+https://blog.example/{tag}.rss", None, False, ()),
    ]
    assert [(s.likes, s.pds, s.every) for s in config.sources[2:]] == [
        (True, None, None),
        (False, "https://pds.example", None),
        (True, None, timedelta(minutes=5)),
    ]
    assert [(p.show, p.title) for p in config.panes] == [("#a | #b", "Both")]
    assert (config.look.theme, config.look.density, config.look.time) == ("nord", Density.FULL, TimeForm.AGO)
    assert config.keys == {"follow": ("L",), "back": ("backspace", "B")}


def test_a_source_table_alone_replaces_the_default_sources() -> None:
    config = read_config('[[source]]\nurl = "https://mamot.fr"\n', "c.toml").config

    assert [source.url for source in config.sources] == ["https://mamot.fr"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("reffresh = 1", 'c.toml:1:1: unknown key "reffresh"'),
        ('[look]\n\n  dansity = "full"', 'c.toml:3:3: unknown key "dansity" — did you mean "density"?'),
        ('look.densiti = "full"', 'c.toml:1:1: unknown key "densiti" — did you mean "density"?'),
        ('look = { time = "clok" }', 'c.toml:1:17: time must be "clock" or "ago", not "clok" — did you mean "clock"?'),
        ("[look]\ntheme = 3", "c.toml:2:9: theme must be a text in quotes"),
        ('[look]\ntheme = ""', "c.toml:2:9: theme is empty"),
        ("look = 3", "c.toml:1:8: look must be a table: [look]"),
        ('pane = "#a"', "c.toml:1:8: pane must be written as [[pane]]"),
        ('[[pane]]\ntitle = "x"', "c.toml:1:1: a [[pane]] needs show: what is in it"),
        ('[[pane]]\nshow = "#a"\n[[pane]]\nshow = 3', "c.toml:4:8: show must be a text in quotes"),
        (
            'pane = [{show = "#a"},\n  {shew = "#b", show = "#c"}]',
            'c.toml:2:4: unknown key "shew" — did you mean "show"?',
        ),
        ("[[source]]", "c.toml:1:1: a [[source]] needs its url"),
        ('[[source]]\nurl = "a"\ninsecure = "yes"', "c.toml:3:12: insecure must be true or false"),
        ('[[source]]\nurl = "a"\nevery = "5"', 'c.toml:3:9: every must be a duration: "90s", "10m", "2h" or "1d"'),
        ('sources = "mastodon.social"', 'c.toml:1:11: sources must be a list of texts: ["…", "…"]'),
        ("sources = []", "c.toml:1:11: sources names no source: leave it out for the default"),
        ("refresh = 10\nrefresh = 20", "c.toml:2:13: this key has a value already"),
        ("[look", "c.toml:1:6: expected ']' at the end of a table declaration"),
        ('theme = "\x1b[31m"', "c.toml:1:10: illegal character '\\x1b'"),
        ("x = " + "[" * 9000, "c.toml:1:1: nested too deeply"),
        ("x = " + "9" * 9000, "c.toml:1:1: a number in it is too long"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(text: str, expected: str) -> None:
    assert complaints(text) == [expected]


def test_every_mistake_is_told_in_the_order_of_the_file() -> None:
    told = complaints('[keys]\nfollo = "x"\n[look]\ntheem = "y"\n[[source]]\nurl = 4\n')

    assert [line.split(": ")[0] for line in told] == ["c.toml:2:1", "c.toml:4:1", "c.toml:6:7"]


def test_the_first_mistake_is_raised_with_the_number_of_the_others() -> None:
    reading = read_config("a = 1\nb = 2\nc = 3\n", "c.toml")

    with pytest.raises(ConfigError, match=r'^c\.toml:1:1: unknown key "a" \(and 2 more: hashtui config check\)$'):
        reading.accepted()


def test_a_byte_order_mark_and_windows_line_ends_are_read_over() -> None:
    assert complaints('\ufeff[look]\r\ndensity = "full"\r\nfoo = 1\r\n') == ['c.toml:3:1: unknown key "foo"']


@pytest.mark.parametrize(
    "text",
    [
        f'token = "{CANARY}"',
        f'tokn = "{CANARY}"',
        f'[[source]]\nurl = "a"\ntoken = "{CANARY} with blanks"',
        f'[[source]]\nurl = "a"\ntokken = "{CANARY}"',
        f'[[source]]\nurl = "a"\ntoken_env = "{CANARY}"',
        f'[[source]]\nurl = "a"\ntoken = ["{CANARY}"]',
        f'[[source]]\nurl = "a"\ntoken = "{CANARY}"\ntoken_env = "X"',
        f'[[source]]\nurl = "a"\ntoken = "{CANARY}',
        f'[[source]]\nurl = "a"\ntoken_command = "{CANARY}"',
    ],
)
def test_a_secret_is_never_repeated(text: str) -> None:
    reading = read_config(text, "c.toml")

    assert reading.complaints
    assert CANARY not in f"{[str(c) for c in reading.complaints]} {reading!r}"


def test_a_token_in_the_file_is_taken_with_a_warning() -> None:
    reading = read_config('[[source]]\nurl = "a"\ntoken = "abc"\n', "c.toml")

    token = reading.accepted().sources[0].token
    assert token is not None
    assert token.reveal() == "abc"
    assert [str(c) for c in reading.warnings] == [
        "c.toml:3:9: warning: a token in this file is read by whoever reads the file"
    ]


def test_two_ways_to_one_token_are_refused() -> None:
    text = '[[source]]\nurl = "a"\ntoken_env = "A"\ntoken_command = ["b"]\n'

    assert complaints(text) == ["c.toml:4:17: token_env and token_command are 2 ways to one token: keep one"]


def test_a_source_is_judged_with_what_its_table_adds() -> None:
    judged: list[tuple[str, bool]] = []
    judges = Judges(source=lambda source: judged.append((source.url, source.insecure)))

    read_config('sources = ["http://lan"]\n[[source]]\nurl = "http://lan"\ninsecure = true\n', "c.toml", judges)

    assert judged == [("http://lan", True)]


def test_what_a_judge_says_against_a_source_stands_at_its_url() -> None:
    def refuse(_: object) -> None:
        raise UsageError("no such source")

    assert complaints('sources = ["a",\n "b"]', Judges(source=refuse)) == [
        "c.toml:1:12: no such source",
        "c.toml:2:2: no such source",
    ]


def test_a_pane_s_mistake_is_pointed_at_inside_its_text() -> None:
    def refuse(text: str) -> None:
        raise FilterError("what is that", text=text, start=3, end=5)

    assert complaints('[[pane]]\nshow = "#a :("', Judges(pane=refuse)) == ["c.toml:2:12: what is that"]


def test_panes_are_judged_by_the_filter_language() -> None:
    text = '[[pane]]\nshow = "#a | #b"\n[[pane]]\nshow = "lang:fr"\n'

    assert [line.split(": ")[0] for line in complaints(text, Judges(pane=read_pane))] == ["c.toml:4:9"]


def test_a_theme_is_one_of_those_there_are() -> None:
    told = complaints('[look]\ntheme = "nort"', Judges(themes=("nord", "gruvbox")))

    assert told == ['c.toml:2:9: there is no theme "nort" — did you mean "nord"?']


def test_who_guesses_at_a_theme_is_told_which_there_are() -> None:
    told = complaints('[look]\ntheme = "x"', Judges(themes=("nord", "gruvbox")))

    assert told == ['c.toml:2:9: there is no theme "x"; there are gruvbox, nord']


def test_what_is_shown_of_a_mistake_is_safe_and_short() -> None:
    told = complaints('"\\u001b[31m\\u202e' + "x" * 500 + '" = 1')

    assert len(told) == 1
    assert "\x1b" not in told[0]
    assert "\u202e" not in told[0]
    assert len(told[0]) < 120


def test_what_a_source_does_not_heed_is_a_warning_with_its_place() -> None:
    judges = Judges(heeded=lambda url: {"likes"} if url == "bluesky" else set())
    text = (
        '[[source]]\nurl = "bluesky"\nlikes = false\nevery = "5m"\n'
        '[[source]]\nurl = "jsonl:a"\ntoken_env = "A"\nlikes = true\n'
    )

    reading = read_config(text, "c.toml", judges)

    assert [str(complaint) for complaint in reading.complaints] == [
        "c.toml:4:9: warning: every means nothing to a source of this kind",
        "c.toml:7:13: warning: token_env means nothing to a source of this kind",
        "c.toml:8:9: warning: likes means nothing to a source of this kind",
    ]
    assert reading.accepted().sources[1].token_env == "A"


def _active(example: str) -> str:
    """The example with every setting in force that it shows."""
    return "\n".join(re.sub(r"^#(?=[a-z\[])", "", line) for line in example.splitlines())


RULES = r"""
[rules]
hide = [{ name = "robots", when = "is:bot or (tags:>5 -#paris20)" }, { when = 'per_author:<=3/h' }]
highlight = [{ name = "organisers", when = "from:@capcom@*", style = "bold warning" }]
alert = [
  { name = "pictures", when = "has:media \"two \u00e9 words\" -/rege(x)/i since:14:00" },
]
quiet = "22:00-07:00"
"""


@pytest.mark.parametrize(
    "text", [example_file(), _active(example_file()), RULES], ids=["as written", "all in force", "rules"]
)
def test_every_deletion_of_one_character_is_read_or_told_with_its_place(text: str) -> None:
    whole = read_config(text, "c.toml")
    outcomes = [read_config(text[:at] + text[at + 1 :], "c.toml") for at in range(len(text))]

    assert whole.complaints == ()
    assert sum(bool(outcome.errors) for outcome in outcomes) > 50
    for outcome in outcomes:
        for complaint in outcome.complaints:
            assert PLACE.match(str(complaint)), complaint


@given(st.text(alphabet=st.sampled_from("abc[]{}=\"'#\n\r\\,. 019_-\ufeff\x00\u202e"), max_size=60))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for complaint in read_config(text, "c.toml").complaints:
        assert PLACE.match(str(complaint))


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"a = 1\nb = '\xff'\n", ":2:6: is not UTF-8 text from here on"), (b"#" * (2 << 20), "is larger than 1 MiB")],
)
def test_what_is_no_text_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "c.toml").write_bytes(content)

    with pytest.raises(ConfigError, match=reason):
        load_config(tmp_path / "c.toml")


def test_a_folder_in_place_of_the_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load_config(tmp_path)


def test_two_spellings_of_one_server_are_one_source() -> None:
    assert source_name("https://Mamot.fr/") == source_name("mamot.fr")
    assert source_name("http://mamot.fr") != source_name("mamot.fr")


def test_a_key_declared_twice_is_named_as_it_is_written() -> None:
    reading = read_config("[a.b]\nx = 1\n[a.b]\n", "c.toml")

    assert [str(complaint) for complaint in reading.complaints] == ["c.toml:3:5: cannot declare a.b twice"]
