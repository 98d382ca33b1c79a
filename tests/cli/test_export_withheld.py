"""What stays out of an export, and what is said when there is nothing in it."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from hashtui.archive.opening import open_archive
from hashtui.clock import SystemClock
from hashtui.config.places import usual_places
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission, Pick
from hashtui.post.post import Media, MediaKind
from tests.cli.exported import AT, day, keep_picks, objects
from tests.cli.running import Hashtui
from tests.cli.written import file_of, post_row
from tests.posts import admitted, post


@pytest.fixture
def file(tmp_path: Path) -> str:
    return file_of(tmp_path, day())


def test_who_was_forgotten_stays_out_of_exports_of_files_too(hashtui: Hashtui, file: str) -> None:
    hashtui("import", file)
    hashtui("forget", "@b@x.example")

    ran = hashtui("export", "--from", file, "--format", "jsonl")

    assert [one["event"] for one in objects(ran.out)] == ["post", "post", "post", "edited"]


@pytest.mark.parametrize("name", ["@lea@x.example", "@before@x.example", "did:x:lea"])
def test_who_was_forgotten_stays_out_under_every_handle_of_theirs(hashtui: Hashtui, tmp_path: Path, name: str) -> None:
    lea = {"key": "did:x:lea", "name": ""}
    rows = [
        post_row("k1", 1, "words of before", author={**lea, "handle": "@before@x.example"}),
        post_row("k2", 2, "words of now", author={**lea, "handle": "@lea@x.example"}),
        post_row("k3", 3, "words of another"),
    ]
    file = file_of(tmp_path, rows, "renamed.jsonl")
    hashtui("forget", name)

    ran = hashtui("export", "--from", file, "--format", "jsonl")

    assert [one["key"] for one in objects(ran.out)] == ["k3"]


def test_who_was_forgotten_is_picked_no_more_and_stays_out_of_exported_picks(
    hashtui: Hashtui, tmp_path: Path, file: str
) -> None:
    hashtui("forget", "@a@x.example", "--yes")
    keep_picks(
        Pick(post(1), AT), Pick(replace(post(2), author=replace(post(2).author, handle=clean_line("@A@x.example"))), AT)
    )

    added = hashtui("pick", "add", str(day()[0]["key"]), "--from", file)
    exported = hashtui("export", "--picks", "-o", str(tmp_path / "out.md"))

    assert (added.code, added.out) == (2, "")
    assert "you had @a@x.example forgotten, and nothing of them is picked" in added.err
    assert "1 post by 1 person" in exported.err
    assert "left out: 1 post by people whom the maker had taken out" in exported.err
    assert "Post number 2" not in (tmp_path / "out.md").read_text("utf-8")


def test_no_folder_of_the_makers_and_no_secret_of_an_address_is_told(hashtui: Hashtui, tmp_path: Path) -> None:
    sources = ["jsonl:/home/marie/posts.jsonl", "jsonl:-", "feed+https://f.example/{tag}?key=secret", "unknown"]
    rows = [post_row(f"k{number}", number, source=source) for number, source in enumerate(sources)]
    file = file_of(tmp_path, rows, "sources.jsonl")

    page = hashtui("export", "--from", file, "--format", "md").out
    table = list(csv.DictReader(io.StringIO(hashtui("export", "--from", file, "--format", "csv").out)))

    heard = next(line for line in page.splitlines() if line.startswith("- Heard through: "))
    assert heard == "- Heard through: feed+https\\://f\\.example/\\{tag\\}; standard input; a file, posts\\.jsonl"
    assert [row["source"] for row in table] == ["jsonl:posts.jsonl", "jsonl:-", "feed+https://f.example/{tag}", ""]


def test_pictures_are_not_asked_for_without_permission(hashtui: Hashtui, tmp_path: Path) -> None:
    keep_picks(Pick(post(1), AT))

    ran = hashtui("export", "--picks", "--pictures", "-o", str(tmp_path / "out.html"))

    assert ran.code == 0
    assert "no picture is included: no pick with pictures has permission granted" in ran.err


def test_a_picture_is_fetched_from_no_private_place(hashtui: Hashtui, tmp_path: Path) -> None:
    picture = Media(MediaKind.IMAGE, clean_line("https://127.0.0.1/1.png"), clean_text("a door"))
    keep_picks(Pick(replace(post(1), media=(picture,)), AT, permission=Permission.GRANTED))

    ran = hashtui("export", "--picks", "--pictures", "-o", str(tmp_path / "out.html"))

    assert ran.code == 0
    assert "127.0.0.1/1.png: its address is not one that is fetched: only https, and nothing private" in ran.err
    assert "0 pictures downloaded, of 1 whose authors gave permission" in ran.err
    assert "<img" not in (tmp_path / "out.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--from", "POSTS", "#nothing"], "nothing was found: none of the 3 posts in POSTS is what was asked for\n"),
        (["#nothing"], "none of the one post in the archive is what was asked for\n"),
        (["--picks"], "nothing is picked yet: p in the dashboard, or hashtui pick add KEY-or-URL\n"),
    ],
)
def test_why_nothing_is_exported_is_said(hashtui: Hashtui, file: str, arguments: list[str], why: str) -> None:
    archive = open_archive(usual_places().archive, clock=SystemClock(), command="hashtui record")
    archive.take(admitted(post(1)))
    archive.close()

    ran = hashtui("export", "--format", "md", *(file if one == "POSTS" else one for one in arguments))

    assert ran.code == 0
    assert ran.err.endswith(why.replace("POSTS", file))


def test_an_archive_without_a_post_says_how_posts_come_into_it(hashtui: Hashtui) -> None:
    open_archive(usual_places().archive, clock=SystemClock(), command="hashtui record").close()

    exported, summed = hashtui("export", "--format", "csv"), hashtui("summary", "--format", "json")

    said = "hashtui: the archive has no post yet: hashtui record '#tag' collects into it, hashtui import FILE too\n"
    assert (exported.code, exported.err, exported.out.count("\n")) == (0, said, 1)
    assert (summed.code, summed.err, json.loads(summed.out)["counts"]["posts"]) == (0, said, 0)


def test_no_posts_make_a_small_book_all_the_same(hashtui: Hashtui, tmp_path: Path, file: str) -> None:
    ran = hashtui("export", "#nothing", "--from", file, "-o", str(tmp_path / "out.epub"))

    assert ran.code == 0
    assert "No posts" in ran.err
