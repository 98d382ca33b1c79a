"""What would be looked for and never found, because it was meant otherwise, is refused with what to write."""

import pytest

from hashtui.errors import FilterError
from hashtui.filter import read_pane
from hashtui.filter.grammar import parse
from tests.filter.expressions import PRESENT


def refusal(written: str) -> tuple[str, str]:
    """The message, and the stretch of the expression it is about."""
    with pytest.raises(FilterError) as caught:
        parse(written, PRESENT)
    return caught.value.message, written[caught.value.start : caught.value.end]


@pytest.mark.parametrize(
    ("written", "advice", "place"),
    [
        ("#a “two words”", '`"two words"`', "“two"),
        ("#a «two words»", '`"two words"`', "«two"),
        ("#a „zwei Worte“", '`"zwei Worte"`', "„zwei"),
        ("#a 'two words'", '`"two words"`', "'two"),
        ("boosts>5", "`boosts:>5`", "boosts>5"),
        ("likes>5", "`favourites:>5`", "likes>5"),
        ("lang=fr", "`lang:fr`", "lang=fr"),
        ("lang：fr", "`lang:fr`", "lang：fr"),
        ("per-author:<=3/h", "`per_author:<=3/h`", "per-author:<=3/h"),
        ("!is:bot", "`-is:bot`", "!is:bot"),
        ("–is:bot", "`-is:bot`", "–is:bot"),
        ("（has:image", "`has:image`", "（has:image"),
        ("−#b", "`-#b`", "−#b"),
        ("#a – #b", "`-#tag`", "–"),
        ("!#b", "`-#b`", "!#b"),
        ("＠anna", "`@anna`", "＠anna"),
        ("x,#b", "`#a | #b`", "x,#b"),
        ("#a,b", "`#a | #b`", ","),
        ("#a, #b", "`#a | #b`", ","),
        ("a && b", "side by side", "&&"),
        ("a || b", "`||` is written `|`", "|"),
        ("#a ｜ #b", "`|`", "｜"),
        ("cat*", "`cat`", "cat*"),
        ("from :anna", "`from:anna`", ":anna"),
        ("from: anna", "`from:anna`", "from:"),
        ("since:2026-11-21 14:00", "`since:2026-11-21T14:00`", "14:00"),
        ("age:<1 h", "`age:<1h`", "<1"),
        ("since:2 h", "`since:2h`", "2"),
        ("lang:fr|en", "`(lang:fr | lang:en)`", "en"),
        ("lang:(fr|en)", "`(lang:fr | lang:en)`", "lang:"),
        ("from:anna@", "`@anna`", "anna@"),
        ("from:https://piaille.fr/@anna", "`@anna@piaille.fr`", "https://piaille.fr/@anna"),
        ("server:@mamot.fr", "`server:mamot.fr`", "@mamot.fr"),
        ("lang:fra", "`lang:fr`", "fra"),
        ("lang:jp", "`lang:ja`", "jp"),
        ("lang:en_US", "`lang:en-US`", "en_US"),
        ("is:rt", "`is:boost`", "rt"),
        ("trust:mutd", "`trust:muted`", "mutd"),
    ],
)
def test_what_would_silently_be_false_is_refused_with_what_to_write(written: str, advice: str, place: str) -> None:
    message, about = refusal(written)

    assert advice in message
    assert about == place


@pytest.mark.parametrize(
    "written",
    [
        "l'été", "l’été", "'tis", "rock 'n' roll", "covid-19", "C#", "14:30", ":D", ":blobcat:", "https://a.example/x",
        "a=b", "5>3", "http://x", "tags", "is", "R&D", "a&b", "f***g", "+1",
        "（笑）", "「東京」", '"boosts>5"', '"“two"', '"&"', '"cat*"', '"–"', "since:14:00 14:30",
        "is:question | reply",
    ],
)  # fmt: skip
def test_what_is_a_word_stays_one(written: str) -> None:
    tree = parse(written, PRESENT)

    assert parse(str(tree), PRESENT) == tree


@pytest.mark.parametrize("written", ["\ufeffis:bot", "is:\u200bbot", "is\u200b:bot", "is:bot\u200e", "\u2060is:bot"])
def test_what_was_copied_along_and_nobody_sees_does_not_count(written: str) -> None:
    assert str(parse(written, PRESENT)) == "is:bot"


def test_a_choice_beside_a_tag_is_offered_in_parentheses() -> None:
    with pytest.raises(FilterError, match=r"did you mean `#a \(from:anna OR from:bob\)`"):
        read_pane("#a from:anna OR from:bob")


@pytest.mark.parametrize(
    "written", ["from:\x1b[2Jx!", "since:\x1b]0;xT10:00+0100", "trust:\x1b[2J", "boosts:\x1b1k", "\x1bis:bot"]
)
def test_what_hostile_hands_wrote_is_quoted_without_its_control_characters(written: str) -> None:
    assert "\x1b" not in refusal(written)[0]


def test_a_long_mistake_is_quoted_short() -> None:
    assert len(refusal("since:" + "1" * 9_000)[0]) < 300
    assert len(refusal("from:" + "a" * 9_000 + "!")[0]) < 300
