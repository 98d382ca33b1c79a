"""Names of people and events: there and back, and what is none."""

import pytest

from hashtui.sources.nostr.nip19 import Mentioned, Person, naddr, nevent, npub, read_name, shortened

KEY = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e"
NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg"
NPROFILE = (
    "nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue69uhkg6nzv9ejuumpv34ky"
    "tnrdaksjlyr9p"
)
NSEC = "nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5"


def test_the_examples_of_nip_19_are_read() -> None:
    assert read_name(NPUB) == Person(KEY)
    assert npub(KEY) == NPUB
    assert read_name(NPROFILE) == Person("3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d")


def test_capitals_are_the_same_name() -> None:
    assert read_name(NPUB.upper()) == Person(KEY)


def test_a_secret_key_is_no_name_we_know() -> None:
    assert read_name(NSEC) is None


@pytest.mark.parametrize("address", [f"30023:{KEY}:été à la mer", f"30023:{KEY}:", f"30023:{KEY}:a:b"])
def test_an_address_comes_back_from_its_name(address: str) -> None:
    name = naddr(address)

    assert name is not None
    assert read_name(name) == Mentioned(address)


def test_an_event_comes_back_from_its_name() -> None:
    assert read_name(nevent("ab" * 32, KEY, 1)) == Mentioned("ab" * 32)


@pytest.mark.parametrize(
    "address", ["", "30023", f"x:{KEY}:a", f"30023:{KEY[:-1]}:a", f"30023:{KEY}", f"1:{KEY}:{'é' * 200}"]
)
def test_what_is_no_address_has_no_name(address: str) -> None:
    assert naddr(address) is None


@pytest.mark.parametrize(
    "name",
    ["", "npub1", "npub1qqqqqq", NPUB[:-1], NPUB[:-1] + "q", "npub" + NPUB[5:], "é" + NPUB, "note1" * 400, "1qqqqqqq"],
)
def test_what_is_no_name_means_nobody(name: str) -> None:
    assert read_name(name) is None


def test_a_name_is_shortened_to_its_two_ends() -> None:
    assert shortened(NPUB) == "npub10elfcs4…zvjptg"
