"""An anthology is written whole, over nothing that was there, and what stands in its way is told."""

from pathlib import Path

import pytest

from hashtui.anthology.formats import FORMATS
from hashtui.anthology.writing import place_of, taken_places, write_anthology
from hashtui.errors import UsageError
from tests.anthology.binding import bound
from tests.posts import post


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_is_written_under_the_name_it_is_given(tmp_path: Path, name: str) -> None:
    form = FORMATS[name]

    places = write_anthology(bound(post(1)), form, tmp_path / "day.x", force=False)

    beside = ["day.README.md"] if form.beside else []
    assert [place.name for place in places] == ["day.x", *beside]
    assert all(place.stat().st_size > 100 for place in places)


def test_what_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "day.md"
    path.write_text("mine")

    with pytest.raises(UsageError, match=r"day\.md exists"):
        write_anthology(bound(post(1)), FORMATS["md"], path, force=False)

    assert path.read_text() == "mine"
    assert taken_places(path, FORMATS["md"]) == (path,)


def test_what_was_written_before_something_else_could_not_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "day.README.md").write_text("mine")

    with pytest.raises(UsageError, match=r"day\.README\.md exists; .*day\.jsonl is written$"):
        write_anthology(bound(post(1)), FORMATS["jsonl"], tmp_path / "day.jsonl", force=False)

    assert (tmp_path / "day.README.md").read_text() == "mine"
    assert (tmp_path / "day.jsonl").is_file()


def test_what_is_replaced_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "day.md"
    path.write_text("mine")
    path.chmod(0o644)

    write_anthology(bound(post(1)), FORMATS["md"], path, force=True)

    assert path.stat().st_mode & 0o777 == 0o644
    assert path.read_text("utf-8").startswith("# ")


def test_what_stands_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "day.README.md").mkdir()

    for path, why in (
        (tmp_path, "is a directory"),
        (tmp_path / "no" / "x", "there is no directory"),
        (tmp_path / "day.jsonl", "is no ordinary file"),
        (tmp_path / ("x" * 300), "cannot be written: File name too long"),
    ):
        with pytest.raises(UsageError, match=why):
            taken_places(path, FORMATS["jsonl"])


def test_a_name_says_its_place_or_lies_in_the_folder(tmp_path: Path, home: Path) -> None:
    assert place_of("day.md", tmp_path) == tmp_path / "day.md"
    assert place_of("~/day.md", tmp_path) == home / "day.md"
    assert place_of("/day.md", tmp_path) == Path("/day.md")
    with pytest.raises(UsageError, match="no such home directory"):
        place_of("~nobody-of-that-name/day.md", tmp_path)
    with pytest.raises(UsageError, match="is no name of a file"):
        place_of("a\0b.md", tmp_path)


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: File name too long"):
        write_anthology(bound(post(1)), FORMATS["md"], tmp_path / ("x" * 300), force=False)


def test_the_file_beside_it_whose_name_is_too_long_is_told_by_that_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"x\.README\.md cannot be written: File name too long"):
        taken_places(tmp_path / f"{'x' * 249}.jsonl", FORMATS["jsonl"])
