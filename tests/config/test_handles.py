"""How people write accounts."""

import re

import pytest

from hashtui.config.handles import read_named

NPUB = "npub1" + "q0" * 29
PUBKEY = "3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d"


@pytest.mark.parametrize(
    ("written", "handle"),
    [
        ("@Anna@piaille.fr", "@Anna@piaille.fr"),
        ("anna@piaille.fr", "@anna@piaille.fr"),
        (" acct:anna@piaille.fr ", "@anna@piaille.fr"),
        ("<anna@piaille.fr>,", "@anna@piaille.fr"),
        ("@été@mairie.example", "@été@mairie.example"),
        ("@a@127.0.0.1:3000", "@a@127.0.0.1:3000"),
        ("https://piaille.fr/@anna", "@anna@piaille.fr"),
        ("https://piaille.fr/@anna/115000", "@anna@piaille.fr"),
        ("piaille.fr/@anna", "@anna@piaille.fr"),
        ("https://mamot.fr/@anna@piaille.fr", "@anna@piaille.fr"),
        ("https://mamot.fr/users/ben", "@ben@mamot.fr"),
        ("https://friendica.example/profile/cid", "@cid@friendica.example"),
        ("https://bsky.app/profile/lea.bsky.social", "@lea.bsky.social"),
        ("https://bsky.app/profile/lea.bsky.social/post/3k", "@lea.bsky.social"),
        ("lea.example", "@lea.example"),
        ("@lea.example", "@lea.example"),
        (NPUB, f"@{NPUB}"),
        (f"nostr:{NPUB.upper()}", f"@{NPUB}"),
        (f"https://njump.me/{NPUB}", f"@{NPUB}"),
        ("@help-desk", "@help-desk"),
        ("@*@mairie.example", "@*@mairie.example"),
        ("*@mairie.example", "@*@mairie.example"),
        ("@cap*", "@cap*"),
        ("@*.mairie.example", "@*.mairie.example"),
    ],
)
def test_a_handle_may_be_written_in_many_ways(written: str, handle: str) -> None:
    named = read_named(written)

    assert (named.handle, named.key, str(named)) == (handle, "", handle)
    assert named.is_glob == ("*" in written)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
        ("https://bsky.app/profile/did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
        (PUBKEY.upper(), PUBKEY),
    ],
)
def test_some_are_named_by_what_identifies_them_everywhere(written: str, key: str) -> None:
    named = read_named(written)

    assert (named.handle, named.key, str(named), named.is_glob) == ("", key, key, False)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "a handle is missing"),
        ("anna", "`anna` is no handle: write it with its server, @anna@piaille.fr"),
        ("#capcomnet", "`#capcomnet` is a tag"),
        ("@a@b@c", "one @ inside"),
        ("@@a@b.c", "one @ inside"),
        ("@*@*", "`@*@*` is everybody"),
        ("*", "`*` is everybody"),
        ("a b*", "no handle with *"),
        ("npub1short", "not a whole npub"),
        ("https://piaille.fr/about", "no address of a profile"),
        ("ftp://piaille.fr/@anna", "no address of a profile"),
        ("https://[::1/@a", "is no address"),
        ("x" * 600, "too long"),
        ("@a\x1b[31m b", "is no handle"),
        ("@a\x1b[2J@b.example", "is no handle"),
        ("@*\x07@b.example", "no handle with *"),
    ],
)
def test_what_is_none_is_refused_with_what_to_write(written: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)) as refused:
        read_named(written)

    assert "\x1b" not in str(refused.value)


def test_a_secret_key_is_refused_and_not_repeated() -> None:
    secret = "nsec1" + "q0" * 29

    with pytest.raises(ValueError, match="secret key") as refused:
        read_named(secret)

    assert secret not in str(refused.value)
