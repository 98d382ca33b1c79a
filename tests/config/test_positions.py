"""Where keys and values stand in a TOML text."""

import tomllib

import pytest

from hashtui.config.positions import KeyPath, find_positions, line_and_column

TEXT = '''\
# a comment with = and [brackets]
top = "x = 1"
"quoted key" = 'it''s'
many = [
  "a", # one
  "b, ]",
]
inline = { one = 1, two = [ { three = """
}]""" } ] }
at = 2026-11-21 14:00:00

[table.inner]
key = 1
dotted.deep = 2

[[row]]
name = "first"
[[row]]
  name = "second"
[row.below]
key = 3
'''.replace("'it''s'", "'its'")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("top",), (2, 1)),
        (("quoted key",), (3, 1)),
        (("inline", "one"), (8, 12)),
        (("inline", "two", 0, "three"), (8, 31)),
        (("at",), (10, 1)),
        (("table", "inner"), (12, 1)),
        (("table", "inner", "key"), (13, 1)),
        (("table", "inner", "dotted", "deep"), (14, 1)),
        (("row", 0, "name"), (17, 1)),
        (("row", 1), (18, 1)),
        (("row", 1, "name"), (19, 3)),
        (("row", 1, "below", "key"), (21, 1)),
    ],
)
def test_every_key_is_found_whatever_way_it_is_written(path: KeyPath, place: tuple[int, int]) -> None:
    tomllib.loads(TEXT)

    assert line_and_column(TEXT, find_positions(TEXT).keys[path]) == place


@pytest.mark.parametrize(
    ("path", "place"), [(("top",), (2, 7)), (("many", 1), (6, 3)), (("inline", "two"), (8, 27)), (("at",), (10, 6))]
)
def test_every_value_is_found(path: KeyPath, place: tuple[int, int]) -> None:
    assert line_and_column(TEXT, find_positions(TEXT).values[path]) == place


@pytest.mark.parametrize(
    "text", ["[", "a = [", "a = {", '"', "[[a", "= 1", "a = 'x", "]", "[a]]\n", "a = [,]", "a = {,}"]
)
def test_a_text_that_is_no_toml_is_scanned_as_far_as_it_goes(text: str) -> None:
    found = find_positions(text)

    assert all(place <= len(text) for place in (*found.keys.values(), *found.values.values()))
