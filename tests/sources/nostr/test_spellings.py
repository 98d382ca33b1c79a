"""How a tag is asked for: relays compare letter by letter."""

import pytest

from hashtui.post.tag import Tag
from hashtui.sources.nostr.spellings import bears, spellings


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("cats", {"cats", "Cats", "CATS"}),
        ("CapComNet", {"capcomnet", "CapComNet", "Capcomnet", "CAPCOMNET"}),
        ("café", {"café", "Café", "CAFÉ", "cafe", "Cafe", "CAFE"}),
        ("日本語", {"日本語"}),
        ("2026", {"2026"}),
    ],
)
def test_a_tag_is_asked_for_in_the_casings_that_exist(written: str, asked: set[str]) -> None:
    assert set(spellings(Tag.of(written))) == asked


@pytest.mark.parametrize("written", ["straße", "İstanbul", "ﬁsh", "ǅungla"])
def test_every_spelling_is_the_same_tag_to_us(written: str) -> None:
    tag = Tag.of(written)

    assert {Tag.of(one) for one in spellings(tag)} == {tag}


def test_a_tag_is_borne_in_any_spelling() -> None:
    assert bears(["Cafe"], frozenset({Tag.of("café")}))
    assert not bears(["", "#", "cafes"], frozenset({Tag.of("café")}))
