"""Laws of clean text: nothing raises, cleaning twice is cleaning once, and nothing forbidden is left."""

import os
import random
import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.post import clean
from hashtui.post.clusters import settle
from hashtui.post.code_points import FOR_BODY, FOR_LINE, PLAIN

MANY = int(os.environ.get("HASHTUI_CLEAN_STRINGS", "6000"))
"""Strings of our own generator; 100000 take about twenty seconds."""
LONG = 0.6
"""Seconds of CPU no text of a post's length may take; the worst takes a ninth, a third where coverage looks on."""
LINES: tuple[Callable[[str], str], ...] = (
    clean.clean_line,
    clean.clean_name,
    clean.clean_handle,
    clean.clean_host,
    clean.clean_tag,
    clean.log_line,
)
BOTH = (clean.clean_text, clean.clean_line)
ALL = (clean.clean_text, *LINES)
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\U000e0000-\U000e001f"
    "\U000f0000-\U0010ffff]"
)
MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4,}")
BASELESS = re.compile(r"(?:\A|[ \n\u3000\u1680])[\u0300-\u036f\u0591\u064b\u093c\u0e49\u1161\u3099\ufe0f\u200c\u200d]")
TROUBLE = (
    *"\n \t\u3000\u2028ae1#@./\\[]…\u0301\u0308\u0338\u0345\u0344\u0e49\u094dक\u093c\u0958\u200d\u200c\ufe0f\u20e3",
    *"👨❤🏽🏴🇫葛\u1820\u180b\u180e\u1100\u1161\u11a8가\u0627\u064b\u09b0\u09cd\u09af\u09c7\u09beか\u3099іѕ",
    *"\u202e\x1b\x9b\u2126\ufb2c\U0001d15e\ufdd0\ue000\u115f\u034f\u0378\uff0e\u2024\U000e0067\U000e0100",
    *("\ud83d", "\ude00", "\udbff", "\udfff", "\r\n", "\n\n", "://", "https://", "xn--", "access_token=", ":80"),
    "\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    *("\u0315\u0300" * 40, "\u0e49" * 70, "\u093c\u200d" * 40, "👨\u200d" * 14, "x" * 90),
)


def broken_laws(raw: str, cleaners: Sequence[Callable[[str], str]] = ALL) -> Iterator[str]:
    """Each law that a cleaner breaks on this text, with the cleaner's name."""
    for cleaner in cleaners:
        done = cleaner(raw)
        broken = {
            "is not stable": cleaner(str(done)) != done,
            "is not in NFC": not unicodedata.is_normalized("NFC", done),
            "keeps what is forbidden": FORBIDDEN.search(done) is not None,
            "piles marks up": MARKS.search(done) is not None,
            "leaves a mark without a base": BASELESS.search(done) is not None,
            "is too long": len(done.encode("utf-8")) > 4 * 20_001,
            "breaks the line": "\n" in done and cleaner in LINES,
        }
        yield from (f"{cleaner.__name__} {law} on {raw!a}" for law, is_broken in broken.items() if is_broken)
    url = clean.clean_url(raw)
    if url is not None and (clean.clean_url(str(url)) != url or not re.fullmatch(r"https?://[!-~]+", url)):
        yield f"clean_url is not stable on {raw!a}"
    clean.shown_url(raw)


def joined_apart(raw: str, place: int) -> bool:
    """Whether the text cut in two at `place`, cleaned, and joined is clean but for line breaks that heap up."""
    joined = clean.clean_text(raw[:place]) + clean.clean_text(raw[place:])
    return _breaks_folded(clean.clean_text(joined)) == _breaks_folded(joined)


def _breaks_folded(text: str) -> str:
    return re.sub("\n[\n \u3000\u1680]*\n", "\n", text)


def generated(count: int, seed: int) -> Iterator[str]:
    """Strings from all planes and from the pieces that make trouble together."""
    chance = random.Random(seed)
    for _ in range(count):
        length = chance.choice((1, 2, 3, 5, 8, 13, 30, 60))
        match chance.randrange(4):
            case 0:
                yield "".join(chr(chance.randrange(0x110000)) for _ in range(length))
            case 1:
                yield "".join(chr(chance.randrange(0x3000)) for _ in range(length))
            case _:
                yield "".join(chance.choice(TROUBLE) for _ in range(length))


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec=None)) | st.lists(st.sampled_from(TROUBLE)).map("".join), st.integers(0, 20))
def test_no_text_breaks_a_law(raw: str, place: int) -> None:
    assert (list(broken_laws(raw)), joined_apart(raw, place)) == ([], True)


def test_no_generated_address_breaks_a_law() -> None:
    broken = [law for raw in generated(600, seed=21) for law in broken_laws(raw)]

    assert broken[:5] == []


def test_no_generated_text_breaks_a_law() -> None:
    broken: list[str] = []
    for raw in generated(MANY, seed=20):
        broken += broken_laws(raw, BOTH)
        if not joined_apart(raw, len(raw) // 2):
            broken.append(f"joining halves of {raw!a}")

    assert broken[:5] == []


def test_no_code_point_breaks_a_law() -> None:
    starts = (
        code for code in range(0, 0x110000, 64) if code < 0x20000 or 0xE0000 <= code < 0xE1000 or code % 0x800 == 0
    )
    texts = ("".join(map(chr, range(code, code + 64))) for code in starts)
    broken = [law for text in texts for law in broken_laws(text, BOTH)]

    assert broken[:5] == []


def test_the_plain_code_points_are_those_that_nothing_is_done_to() -> None:
    plain = re.compile(f"[{PLAIN}]")
    touched = [
        char
        for char in map(chr, range(0x110000))
        if plain.match(char) and {char.translate(FOR_BODY), char.translate(FOR_LINE), settle(f"a{char}")[1:]} != {char}
    ]

    assert touched == []


@pytest.mark.parametrize(
    ("posts", "least"),
    [
        (["a plain post about things that happen, with https://a.test/x and #tag\nand a second line " * 3], 20_000),
        (
            [
                "Très content d'être à #Paris20 ! « salle Étoile » — venez 😀 " * 5,
                "हिन्दी में एक पोस्ट, जिसमें बहुत सारे अक्षर हैं। नमस्ते दुनिया " * 5,
                "👩\u200d💻🏳\ufe0f\u200d🌈 Working on the keynote 👍🏽 1\ufe0f⃣ ❤\ufe0f https://example.org/a " * 5,
                "مرحبا بالعالم، هذا منشور طويل مع بعض التشكيل مُحَمَّد " * 5,
            ],
            5_000,
        ),
    ],
)
def test_cleaning_keeps_pace_with_a_flood(posts: list[str], least: int) -> None:
    rounds = 400 // len(posts)
    fastest = min(_seconds(posts, rounds) for _ in range(5))

    assert rounds * len(posts) / fastest >= least


def _seconds(posts: list[str], rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        for post in posts:
            clean.clean_text(post)
    return max(time.process_time() - began, 1e-6)


@pytest.mark.parametrize(
    ("piece", "times"),
    [
        *(("\u0301\u0315", 10_000), ("\u0301\u200d", 10_000), ("🏴\U000e0067", 10_000), ("👨\u200d", 10_000)),
        *(
            ("क्\u200d", 7_000),
            ("\U000e0041", 20_000),
            ("\n \n", 7_000),
            (" ", 20_000),
            ("\ud800", 20_000),
            ("é", 2_000_000),
        ),
        *(
            ("http://a", 2_500),
            ("code", 5_000),
            ("token ", 3_000),
            ("cookie: ", 2_000),
            ("eyJ", 6_000),
            ("nsec1", 4_000),
        ),
        *(("://", 6_000), ('"', 20_000), ("-----BEGIN ", 2_000), ("password=", 2_000), ("@", 20_000), ("xn--", 900)),
    ],
)
def test_no_hostile_text_takes_long(piece: str, times: int) -> None:
    raw = "https://" * (piece == "xn--") + piece * times
    spent: dict[str, float] = {}
    for cleaner in (*ALL, clean.clean_url, clean.shown_url):
        for _ in range(3):  # a busy machine may spoil one try
            began = time.process_time()
            cleaner(raw)
            spent[cleaner.__name__] = time.process_time() - began
            if spent[cleaner.__name__] <= LONG:
                break

    assert {name: took for name, took in spent.items() if took > LONG} == {}
