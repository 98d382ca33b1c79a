"""Sizes as people write them."""

import pytest

from hashtui.config.config import ArchiveConfig, Config
from hashtui.config.reader import read_config
from hashtui.config.sizes import read_size, spell_size


@pytest.mark.parametrize(
    ("written", "octets"), [("500MB", 500_000_000), ("2GB", 2 * 10**9), ("1.5 gb", 1_500_000_000), ("0GB", 0)]
)
def test_a_size_has_a_number_and_a_unit(written: str, octets: int) -> None:
    assert read_size(written) == octets
    assert read_size(spell_size(octets)) == octets


@pytest.mark.parametrize("written", ["", "2", "GB", "2 KB", "-1GB", "1e3GB", "2GBB"])
def test_anything_else_is_no_size(written: str) -> None:
    with pytest.raises(ValueError, match="not a size"):
        read_size(written)


def test_the_archive_is_kept_for_a_year_unless_something_else_is_said() -> None:
    said = read_config('[archive]\nkeep = "30d"\nmost = "500MB"\n', "c.toml").accepted().archive

    assert Config().archive == ArchiveConfig()
    assert (said.keep.days, said.most) == (30, 500_000_000)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('keep = "a year"', "keep must be a duration"),
        ('most = "2"', "most must be a size"),
        ("most = 2", "most must be a text in quotes"),
        ('kept = "1d"', 'unknown key "kept"'),
    ],
)
def test_what_is_no_duration_and_no_size_is_told_with_its_place(line: str, complaint: str) -> None:
    (told,) = read_config(f"[archive]\n{line}\n", "c.toml").complaints

    assert complaint in told.message
    assert told.place.startswith("c.toml:2:")
