"""Patterns that people write: found where they should be, and never able to run away."""

import json
import os
import re
import time
from pathlib import Path

import pytest

from hashtui.filter import patterns
from hashtui.filter.patterns import read_pattern

SHARED = os.environ.get("HASHTUI_SHARED")
LONG = "a" * 5_000 + "!"
MIXED = "ab" * 2_500 + "日é" * 500
HOSTILE = [
    "(a+)+$",
    "(a|aa)+$",
    "(a*)*b",
    "(x+x+)+y",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "([a-zA-Z]+)*\\d",
    "(?:a?){60}a{60}",
    "(.*a){20}b",
    "[\\w\\s]*" * 20 + "!",
    "(a|b)*a(a|b){200}x",
    "\\pL+ \\pL+ \\d",
    "(((a{1,5}){1,5}){1,5})b",
]


def found(pattern: str, text: str, *, ignores_case: bool = False) -> bool:
    return read_pattern(pattern, ignores_case=ignores_case)(text)


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("wag[o0]n", "The wagon came", True),
        ("wag[o0]n", "The Wagon came", False),
        ("^The", "The wagon", True),
        ("été$", "L’été", True),
        (".日.", "x日y", True),
        (r"\d{2}:\d{2}", "at 14:30", True),
        (r"a\/b", "a/b", True),
        (r"\bone\b", "two one", True),
        ("a.b", "a\nb", False),
        (r"\p{Greek}", "abγ", True),
        (r"(\[|\()[a-z]+(\]|\))", "see [one]", True),
        (r"(\[)]", "[]", True),
        (r"(\Q[.]\E)]", "[.]]", True),
        (r"(\.)[[:alpha:]]{2}[^]x]", "x.ab]", False),
        (r"(\.)[[:alpha:]]{2}[^]x]", "x.aby", True),
    ],
)
def test_a_pattern_is_found_in_the_text(pattern: str, text: str, is_found: bool) -> None:
    assert found(pattern, text) is is_found


def test_case_counts_unless_it_is_said_that_it_does_not() -> None:
    assert found("ÉTÉ", "l’été", ignores_case=True)
    assert not found("ÉTÉ", "l’été")


@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_pattern_takes_long_on_any_text(pattern: str) -> None:
    for text in (LONG, MIXED):
        assert fastest(pattern, text) < 0.01


def fastest(pattern: str, text: str) -> float:
    """Seconds for a text the engine has not met, of three tries: this machine does other things too."""
    taken = []
    for number in range(3):
        search = read_pattern(f"(?:{pattern})" + "(?:)" * number, ignores_case=False)
        began = time.perf_counter()
        search(text)
        taken.append(time.perf_counter() - began)
    return min(taken)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("a{1,65535}{1,65535}", "makes no sense"),
        ("(?P<x>a)(?P<x>b)", "two groups the same"),
        ("(?:(?:a?){30}){30}a{900}b", "counts too far"),
        (".{500}", "counts too far"),
        (r"\\{500}", "counts too far"),
        (r"(?:\[|\.){400}", "counts too far"),
        ("\udcff", "no text"),
        ("(", "makes no sense"),
        ("[a", "makes no sense"),
        ("*", "makes no sense"),
        ("(?=a)", "no look-ahead"),
        (r"(a)\1", "no back-references"),
    ],
)
def test_what_cannot_be_bounded_or_understood_is_refused(
    pattern: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        read_pattern(pattern, ignores_case=False)

    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(SHARED is None, reason="HASHTUI_SHARED does not name the shared folder")
def test_the_collected_hostile_patterns_end_at_once_or_are_refused() -> None:
    lines = (Path(SHARED or "") / "hostile" / "open.jsonl").read_text(encoding="utf-8").splitlines()
    hostile = [one for line in lines if (one := json.loads(line))["class"] == "redos_filters"]
    assert hostile

    for one in hostile:
        try:
            taken = fastest(one["text"], one["expected"]["subject"])
        except ValueError:
            continue
        assert one["expected"].get("verdict") != "reject_message", one["id"]
        assert taken < 0.01, one["id"]


class _Timed:
    """An engine that counts nothing and is bounded by time alone: a stand-in where `regex` is not installed."""

    IGNORECASE = re.IGNORECASE
    error = re.error

    def __init__(self, compiled: re.Pattern[str]) -> None:
        self._compiled = compiled

    @classmethod
    def compile(cls, pattern: str, flags: int) -> "_Timed":
        return cls(re.compile(pattern, flags))

    def search(self, text: str, timeout: float) -> re.Match[str] | None:
        assert timeout <= 0.01
        if "+)+" in self._compiled.pattern and len(text) > 1_000:
            raise TimeoutError
        if "late" in text:
            raise TimeoutError
        return self._compiled.search(text)


def test_without_re2_another_engine_is_bounded_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "re2", None)
    monkeypatch.setattr(patterns, "regex", _Timed)

    assert found("WAG.N", "a wagon", ignores_case=True)
    assert not found("late", "too late")
    with pytest.raises(ValueError, match="for ever"):
        read_pattern("(a+)+$", ignores_case=False)
    with pytest.raises(ValueError, match="makes no sense"):
        read_pattern("(", ignores_case=False)


def test_a_pattern_that_takes_too_long_again_and_again_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "re2", None)
    monkeypatch.setattr(patterns, "regex", _Timed)
    search = read_pattern("wagon", ignores_case=False)

    assert search("wagon")
    assert not any(search("late wagon") for _ in range(patterns.MOST_LATE))
    assert not search("wagon")


def test_the_engine_bounded_by_time_is_the_real_one_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "regex", pytest.importorskip("regex"))
    monkeypatch.setattr(patterns, "re2", None)

    assert found("wag.n", "a wagon")
    for pattern in HOSTILE:
        try:
            taken = fastest(pattern, LONG)
        except ValueError:
            continue
        assert taken < 0.05


def test_without_any_engine_patterns_are_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "re2", None)
    monkeypatch.setattr(patterns, "regex", None)

    with pytest.raises(ValueError, match="google-re2"):
        read_pattern("a", ignores_case=False)
