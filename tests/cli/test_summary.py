"""The command `hashtui summary`, as people run it."""

import json
import os
import random
from pathlib import Path

import pytest

from tests.cli.running import finished
from tests.cli.written import boost_row, file_of, post_row

Json = dict[str, object]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[Json]:
    """Two hours of small talk under two tags, with one thing that many tell at 14:40."""
    chance = random.Random(5)
    words = ["stand", "fête", "café", "salle", "atelier", "pluie", "train", "micro", "badge", "photo", "soupe", "quai"]
    rows: list[Json] = []
    for n in range(240):
        tag, minute = ("fete", "quartier")[n % 2], n % 60
        said = " ".join(chance.sample(words, 5))
        author = {"handle": f"@p{chance.randrange(60)}@x.example"}
        at = f"2026-11-21T{13 + n // 120}:{minute:02d}:{chance.randrange(60):02d}Z"
        rows.append(post_row(f"k{n}", 0, f"{said} #{tag}", created_at=at, received_at=at, author=author))
    for n in range(25):
        at = f"2026-11-21T14:4{n // 12}:{n * 2:02d}Z"
        said = f"{chance.choice(words)} : le prix Sésame va à Gaëlle Blanc {chance.choice(words)} #fete"
        author = {"handle": f"@q{n}@y.example"}
        rows.append(post_row(f"s{n}", 0, said, created_at=at, received_at=at, author=author, language="fr"))
    rows += [boost_row("s3", f"@p{n}@x.example", 45) for n in range(9)]
    return rows


def _summary(file: str, *more: str) -> Json:
    ran = finished("summary", "--from", file, "--format", "json", *more)
    assert ran.code == 0, ran.err
    told: Json = json.loads(ran.out)
    return told


def test_it_tells_the_peak_and_what_happened(tmp_path: Path, day: list[Json]) -> None:
    told = _summary(file_of(tmp_path, day), "#fete")

    peaks, digest = told["peaks"], told["digest"]
    assert isinstance(peaks, list)
    assert isinstance(digest, list)
    assert [(peak["tag"], peak["start"][:16]) for peak in peaks] == [("fete", "2026-11-21T14:40")]
    assert any("Sésame" in word for word in peaks[0]["words"])
    assert any("Gaëlle Blanc" in one["text"] for one in digest)
    assert told["panes"] == ["#fete"]


def test_the_same_posts_in_any_order_give_the_same_octets(tmp_path: Path, day: list[Json]) -> None:
    shuffled = [*day]
    random.Random(9).shuffle(shuffled)
    files = file_of(tmp_path, day), file_of(tmp_path, shuffled, "other.jsonl")

    told = [
        finished("summary", "--from", file, "--format", form).out for file in files for form in ("json", "md", "text")
    ]

    assert told[:3] == told[3:]
    assert all(told)


def test_without_a_pane_every_post_counts(tmp_path: Path, day: list[Json]) -> None:
    untagged = [{**row, "tags": []} if "text" in row else row for row in day]

    told = _summary(file_of(tmp_path, untagged))

    counts = told["counts"]
    assert isinstance(counts, dict)
    assert counts["posts"] == 265
    assert told["panes"] == []


def test_a_pane_says_which_posts_are_meant_and_the_rest_is_counted_as_hidden(tmp_path: Path, day: list[Json]) -> None:
    told = _summary(file_of(tmp_path, day), "#fete lang:fr")

    counts = told["counts"]
    assert isinstance(counts, dict)
    assert (counts["posts"], counts["hidden"]) == (25, 120)


def test_times_say_what_is_told_and_what_came_before_says_what_is_usual(tmp_path: Path, day: list[Json]) -> None:
    file = file_of(tmp_path, day)

    told = _summary(file, "--since", "2026-11-21T14:30:00Z", "--until", "2026-11-21T14:50:00Z", "--limit", "2")

    assert (told["since"], told["until"]) == ("2026-11-21T14:30:00.000Z", "2026-11-21T14:50:00.000Z")
    digest, peaks = told["digest"], told["peaks"]
    assert isinstance(digest, list)
    assert isinstance(peaks, list)
    assert 1 <= len(digest) <= 2
    assert len(peaks) == 1


def test_an_empty_file_gives_an_empty_summary(tmp_path: Path) -> None:
    ran = finished("summary", "--from", file_of(tmp_path, []))
    told = _summary(file_of(tmp_path, []))

    assert ran.code == 0
    assert told["digest"] == told["peaks"] == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["summary"], "--from FILE"),
        (["summary", "--from", "nowhere.jsonl"], "nowhere.jsonl: there is no such file"),
        (["summary", "--from", "POSTS", "--since", "2026-11-22", "--until", "2026-11-21"], "--since is not before"),
        (["summary", "--from", "POSTS", "--sensitivity", "loud"], "loud"),
        (["summary", "--from", "POSTS", "-o", "nowhere/out.md"], "there is no directory nowhere"),
        (["summary", "--from", "POSTS", "-o", "PIPE", "--force"], "is no ordinary file"),
        (["summary", "--from", "POSTS", "-o", "POSTS"], "exists: --force replaces it"),
        (["summary", "lang:fr", "--from", "POSTS", "--limit", "0"], "0"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, [post_row("k", 1)], "POSTS")
    os.mkfifo("PIPE")

    ran = finished(*arguments)

    assert ran.code == 2
    assert why in ran.err
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


def test_it_is_written_to_a_file_whole_and_replaces_none_unasked(tmp_path: Path, day: list[Json]) -> None:
    file, out = file_of(tmp_path, day), tmp_path / "out.md"

    first = finished("summary", "--from", file, "--format", "md", "-o", str(out))
    content = out.read_text(encoding="utf-8")
    second = finished("summary", "--from", file, "--format", "md", "-o", str(out))
    third = finished("summary", "--from", file, "--format", "json", "-o", str(out), "--force")

    assert (first.code, second.code, third.code) == (0, 2, 0)
    assert first.out == ""
    assert content.startswith("# Summary")
    assert out.read_text(encoding="utf-8").startswith('{"schema": 1')


def test_a_file_that_is_replaced_stays_readable_for_whom_it_was(tmp_path: Path) -> None:
    file, out, new = file_of(tmp_path, [post_row("k", 1)]), tmp_path / "out.md", tmp_path / "new.md"
    out.touch()
    out.chmod(0o644)

    codes = [finished("summary", "--from", file, "-o", str(place), "--force").code for place in (out, new)]

    assert codes == [0, 0]
    assert [place.stat().st_mode & 0o777 for place in (out, new)] == [0o644, 0o600]


def test_a_dash_is_the_standard_output_as_it_is_the_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = file_of(tmp_path, [post_row("k", 1)])

    ran = finished("summary", "--from", file, "-o", "-")

    assert "1 post" in ran.out
    assert not (tmp_path / "-").exists()


def test_a_time_before_all_posts_is_the_one_asked_for(tmp_path: Path) -> None:
    told = _summary(file_of(tmp_path, [post_row("k", 1)]), "--until", "1990-01-01T00:00:00Z")

    assert told["until"] == "1990-01-01T00:00:00.000Z"
    assert told["since"] == "1990-01-01T00:00:00.000Z"


def test_a_pane_without_tags_means_every_post_that_fits(tmp_path: Path, day: list[Json]) -> None:
    told = _summary(file_of(tmp_path, day), "lang:fr")

    counts = told["counts"]
    assert isinstance(counts, dict)
    assert counts["posts"] == 25
