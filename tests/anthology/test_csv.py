"""The table can be read by anything that reads CSV, and no cell of it is a formula."""

import csv
import io
import unicodedata
from dataclasses import replace

import pytest

from hashtui.anthology.csv import COLUMNS, safe_cell, write_csv
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import Permission
from hashtui.post.post import Counts, Media, MediaKind
from tests.anthology.binding import ACTIVE, bound, hostile_anthology, hostile_texts
from tests.anthology.picking import pick
from tests.posts import post


def rows_of(octets: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8"), newline=""), strict=True))


def test_a_post_has_a_row_with_all_that_is_known_of_it() -> None:
    pictures = (
        Media(MediaKind.IMAGE, clean_line("https://m.example/1.png"), clean_text("a door")),
        Media(MediaKind.VIDEO),
    )
    one = replace(post(1, 'Say "hi",\nAna'), media=pictures, counts=Counts(0, 3, None), language=clean_line("fr"))
    chosen = replace(pick(1, "Doors"), post=one, caption=clean_text("Look."), permission=Permission.GRANTED)

    octets = write_csv(bound(one, picks=[chosen]))["csv"]

    (row,) = rows_of(octets)
    assert row == {
        "key": one.key,
        "network": "mastodon",
        "source": "https://social.example",
        "url": "https://social.example/@ana/1",
        "created_at": "2026-11-21T12:01:00.000Z",
        "received_at": "2026-11-21T12:01:05.000Z",
        "edited_at": "",
        "author": "'@ana@social.example",
        "name": "Ana P.",
        "profile": "https://social.example/@ana",
        "bot": "false",
        "language": "fr",
        "content_warning": "",
        "sensitive": "false",
        "text": 'Say "hi",\nAna',
        "tags": "capcomnet",
        "mentions": "",
        "links": "",
        "media": "image\nvideo",
        "media_urls": "https://m.example/1.png\n",
        "media_alts": "a door\n",
        "reply_to": "",
        "quote_of": "",
        "replies": "0",
        "boosts": "3",
        "favourites": "",
        "chapter": "Doors",
        "caption": "Look.",
        "edited_since_picked": "false",
        "permission": "granted",
    }
    assert octets.startswith(",".join(COLUMNS).encode() + b"\r\n")
    assert octets.count(b"\r\n") == 2


@pytest.mark.parametrize(
    "cell", ["=1", " =1", "\u200b+1", "-1", "@a", "\t1", "\r1", "＝1", "＋1", "－1", "＠a", "\n=1"]
)
def test_a_cell_that_would_be_a_formula_says_that_it_is_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a=1", "'=1", "1-1", "#a", "é", " a", "🎉 =1"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert safe_cell(cell) == cell


@pytest.mark.parametrize("texts", [ACTIVE, None], ids=["active", "corpus"])
def test_no_cell_of_the_hostile_corpus_is_a_formula_and_every_row_is_whole(texts: tuple[str, ...] | None) -> None:
    found = texts if texts is not None else hostile_texts()

    rows = rows_of(write_csv(hostile_anthology(found))["csv"])

    assert len(rows) == len(found)
    assert all(None not in row and None not in row.values() for row in rows)
    assert [cell for row in rows for cell in row.values() if _begins(cell) in tuple("=+-@\t\r＝＋－＠")] == []


def _begins(cell: str) -> str:
    """Its first character that is seen."""
    return next((char for char in cell if char in "\t\r" or unicodedata.category(char)[0] not in "CZM"), "")


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\x01", "\u00a0", "\u2028", "\u2029", "\u0301", "\u20dd", "\u200b \u0301"]
)
def test_what_is_not_seen_before_a_formula_hides_it_from_nobody(unseen: str) -> None:
    assert safe_cell(f"{unseen}=1+1") == f"'{unseen}=1+1"
    assert safe_cell(f"{unseen}1=1") == f"{unseen}1=1"
