"""`hashtui --plain` to a pipe: one post after another as sentences, states on stderr, and the ends of `tail`."""

import json
import subprocess
from pathlib import Path

from tests.cli.running import PATIENCE, Hashtui, Ran, finished, started
from tests.security.grammar import Writer, leaks
from tests.security.hostile import corpus, texts


def post(number: int, text: str, **more: object) -> str:
    """A post as a line."""
    at = f"2026-11-21T12:{number:02}:00Z"
    written = {"key": f"post:{number}", "author": {"handle": "@nadia"}, "text": text, "created_at": at, **more}
    return json.dumps(written) + "\n"


def piped(lines: str, *argv: str) -> Ran:
    """How the program ended with these lines on its standard input and nobody at a terminal."""
    process = started("--plain", "--source", "jsonl:-", *argv, stdin=subprocess.PIPE)
    out, err = process.communicate(lines, timeout=PATIENCE)
    return Ran(process.returncode, out, err)


def told(text: str) -> list[str]:
    """The posts, without their times."""
    return [block.replace("21 Nov, ", "").replace("21 Nov 2026, ", "") for block in text.strip().split("\n\n")]


def test_posts_are_printed_as_sentences_oldest_first() -> None:
    ran = piped(post(2, "second #fair") + post(1, "first #fair", url="https://a.example/1"), "#fair")

    assert ran.code == 0
    assert told(ran.out) == [
        "@nadia, 12:01. first #fair\nAddress: https://a.example/1",
        "@nadia, 12:02. second #fair",
    ]
    assert "hashtui: jsonl:-: " in ran.err


def test_with_several_panes_each_post_names_its_own() -> None:
    ran = piped(post(1, "one #a") + post(2, "both #a #b"), "#a", "Second = #b")

    assert told(ran.out) == ["#a: @nadia, 12:01. one #a", "#a and Second: @nadia, 12:02. both #a #b"]


def test_what_is_warned_of_is_told_after_its_warning_for_nobody_can_ask() -> None:
    ran = piped(post(1, "the words #fair", content_warning="santé"), "#fair")

    assert told(ran.out) == ["@nadia, 12:01. Content warning: santé.\nthe words #fair"]


def test_edits_and_deletions_are_words(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text(post(1, "first #fair"))
    process = started("--plain", "--source", f"jsonl:{file}", "#fair")
    assert process.stdout is not None
    assert process.stdout.readline().endswith("first #fair\n")
    process.stdout.readline()
    with file.open("a") as writing:
        writing.write(post(1, "changed #fair", event="edited", edited_at="2026-11-21T12:05:00Z"))
        writing.write(json.dumps({"event": "deleted", "key": "post:1"}) + "\n")

    edited, _, deleted = (process.stdout.readline() for _ in range(3))
    process.terminate()
    process.communicate(timeout=PATIENCE)

    assert edited.startswith("Edited: @nadia, ")
    assert edited.endswith("changed #fair\n")
    assert deleted.startswith("Deleted by its author: the post of @nadia, of ")
    assert process.returncode == 143


def test_rules_hide_and_how_many_is_told_at_the_end(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[rules]\nhide = [{ name = "loud", when = "loud" }]\n')

    ran = piped(post(1, "loud #fair") + post(2, "calm #fair"), "--config", str(config), "#fair")

    assert told(ran.out) == ["@nadia, 12:02. calm #fair"]
    assert "1 post hidden" in ran.err


def test_what_an_author_is_to_the_reader_is_a_word_after_the_name() -> None:
    process = started("demo", "--plain", "--seed", "7", "--speed", "max")
    assert process.stdout is not None
    heads = [process.stdout.readline().partition(". ")[0] for _ in range(300)]
    process.stdout.close()
    process.wait(PATIENCE)

    for word in ("trusted", "vouched", "known"):
        assert any(f", {word}, " in head for head in heads)


def test_a_closed_pipe_ends_quietly() -> None:
    process = started("demo", "--plain", "--speed", "max")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()

    assert process.wait(PATIENCE) == 0


def test_a_source_that_never_answers_ends_with_3() -> None:
    ran = finished("--plain", "--source", "http://127.0.0.1:1", "#fair")

    assert (ran.code, ran.out) == (3, "")


def test_without_a_pane_and_a_memory_there_is_nothing_to_follow(hashtui: Hashtui) -> None:
    ran = hashtui("--plain", "--source", "http://127.0.0.1:1")

    assert ran.code == 2
    assert "nothing to follow" in ran.err


def test_only_the_dashboard_and_the_demo_know_plain(hashtui: Hashtui) -> None:
    assert hashtui("tail", "--plain", "#fair").code == 2


def test_the_help_of_both_ways_names_the_option(hashtui: Hashtui) -> None:
    for argv in (("--help",), ("--plain", "--help"), ("demo", "--help"), ("demo", "--plain", "--help")):
        ran = hashtui(*argv)

        assert (ran.code, "--plain" in ran.out) == (0, True)


def test_whatever_strangers_write_only_words_and_line_ends_come_out() -> None:
    lines = ""
    for number, said in enumerate([*texts(), *corpus(html=False)]):
        who = {"handle": f"@{said}", "name": said}
        media = [{"kind": "image", "alt": said}]
        more = {"media": media, "content_warning": said, "url": f"https://evil.example/{said}", "tags": ["a", said]}
        lines += post(number % 60, said, key=f"{number}{said}", author=who, **more)

    ran = piped(lines, "#a")

    assert ran.out.count("Content warning") > 50
    assert [str(leak) for leak in leaks(ran.out.encode(), Writer.PLAIN)] == []
