"""Lists of accounts from elsewhere."""

from random import Random

import pytest

from hashtui.config import lists as lists_module
from hashtui.config.lists import Listed, read_lists


def named(raw: str | bytes, **more: bool) -> dict[str, tuple[str, ...]]:
    listed = read_lists(raw if isinstance(raw, bytes) else raw.encode(), "mine", **more)
    return dict(listed.lists)


def test_what_mastodon_exports_of_those_one_follows() -> None:
    raw = (
        "Account address,Show boosts,Notify on new posts,Languages\r\n"
        "anna@piaille.fr,true,false,\r\n"
        'ben@mamot.fr,false,true,"fr, en"\r\n'
        "Anna@piaille.fr,true,false,\r\n"
    )

    assert named(raw) == {"mine": ("@anna@piaille.fr", "@ben@mamot.fr", "@Anna@piaille.fr")}


def test_what_mastodon_exports_of_ones_lists_keeps_their_names_unless_another_is_given() -> None:
    raw = 'Presse,anna@piaille.fr\nPresse,ben@mamot.fr\n"Élus, mairie",cid@x.example\n'

    assert named(raw) == {
        "Presse": ("@anna@piaille.fr", "@ben@mamot.fr"),
        "Élus, mairie": ("@cid@x.example",),
    }
    assert named(raw, alone=True) == {"mine": ("@anna@piaille.fr", "@ben@mamot.fr", "@cid@x.example")}


def test_a_plain_list_has_remarks_commas_addresses_and_accounts_of_every_network() -> None:
    raw = (
        "# journalists\n"
        "@anna@piaille.fr   # met in Lyon\n"
        "\n"
        "ben@mamot.fr, @cid@x.example; dan@x.example\n"
        "https://mamot.fr/@eva\n"
        "lea.bsky.social\n"
        f"npub1{'q0' * 29}\n"
        "fay@x.example,Fay Morel,journalist\n"
        "did:plc:abc\n"
        "// the end"
    )

    assert named(raw) == {
        "mine": (
            *("@anna@piaille.fr", "@ben@mamot.fr", "@cid@x.example", "@dan@x.example", "@eva@mamot.fr"),
            *("@lea.bsky.social", f"@npub1{'q0' * 29}", "@fay@x.example", "did:plc:abc"),
        )
    }


def test_lines_without_an_account_are_counted_and_the_first_is_told_with_its_number() -> None:
    listed = read_lists(b"@a@x.example\nnobody here\n@*@x.example\n\n@b@x.example\n", "mine")

    assert (listed.accounts, listed.unreadable) == (2, 2)
    assert listed.complaint == "line 2: `nobody here` is no handle: write it with its server, @anna@piaille.fr"


def test_a_glob_is_no_single_account() -> None:
    assert "hashtui trust add" in read_lists(b"@*@x.example", "mine").complaint


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"<!DOCTYPE html>\n<html><body>@anna@piaille.fr", "it is a web page, not a list"),
        (b' {"accounts": []}', "it is JSON, not a list"),
        (b'[{"acct": "anna"}]', "it is JSON, not a list"),
        (b"\x89PNG\0\0\0", "it is no text"),
        (b"Account address,Hide notifications\nloud@spam.example,true\n", "those you muted there"),
    ],
)
def test_what_is_no_list_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_lists(raw, "mine")


@pytest.mark.parametrize(
    "raw",
    [
        "\ufeff@anna@piaille.fr\r\n".encode(),
        "@anna@piaille.fr\n".encode("utf-16"),
        b"@anna@piaille.fr # caf\xe9\n",
        b"<https://piaille.fr/@anna>\n",
        b'"anna@piaille.fr"\n',
    ],
)
def test_it_is_read_however_it_was_written_down(raw: bytes) -> None:
    assert named(raw) == {"mine": ("@anna@piaille.fr",)}


def test_it_is_bounded_and_what_is_beyond_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists_module, "MOST_HANDLES", 3)
    monkeypatch.setattr(lists_module, "MOST_LISTS", 2)
    plain = read_lists("".join(f"@a{n}@x.example\n" for n in range(5)).encode() + b"@a1@x.example", "mine")
    many = read_lists("".join(f"list {n},a@x.example\n" for n in range(5)).encode(), "mine")

    assert (plain.accounts, plain.beyond) == (3, 2)
    assert ([name for name, _ in many.lists], many.beyond) == (["list 0", "list 1"], 3)


def test_nothing_in_it_stops_the_reading() -> None:
    random = Random(3)
    pieces = ['"', ",", "@", "a", "\n", "\x1b[2J", "#", ";", "é", "\u202e", "<", "x.example", "\r", "{", "\ud800"]

    for _ in range(300):
        raw = "@ok@x.example\n" + "".join(random.choices(pieces, k=40))
        listed = read_lists(raw.encode("utf-8", "surrogatepass"), "mine")

        assert listed.accounts >= 1
        assert "\x1b" not in listed.complaint + "".join(map(str, listed.lists))


def test_an_empty_list_names_nobody() -> None:
    assert read_lists(b"# nothing\n\n", "mine") == Listed(())
