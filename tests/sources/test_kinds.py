"""The table of source kinds: who follows which URL, and what is said of the others."""

from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.config.config import SourceConfig
from hashtui.errors import UsageError
from hashtui.sources import KINDS, kind_of, make_source
from hashtui.sources.source import Means
from tests.sources.paper import PaperServer


def test_a_servers_name_makes_a_source_with_its_canonical_address() -> None:
    source = make_source(SourceConfig("Mastodon.Social"), Means(HandClock(), PaperServer()))

    assert source.url == "https://mastodon.social"


@pytest.mark.parametrize("url", ["Blue", "feed+ftp://a.example/{tag}.rss", "", "\x1b[2J"])
def test_what_this_version_cannot_follow_is_refused_with_what_it_can(url: str) -> None:
    with pytest.raises(UsageError) as refusal:
        kind_of(url)

    words = str(refusal.value)
    assert all(kind.form in words for kind in KINDS)
    assert words.isprintable()


def test_a_password_in_a_url_is_not_repeated() -> None:
    with pytest.raises(UsageError) as refusal:
        kind_of("gopher+https://me:secret@a.example")

    assert "secret" not in str(refusal.value)


def test_no_kind_claims_what_another_gives_as_its_example() -> None:
    for kind in KINDS:
        assert kind_of(kind.form) is kind


def test_a_slip_of_the_finger_is_answered_with_the_nearest_form() -> None:
    with pytest.raises(UsageError, match="did you mean demo"):
        kind_of("dmeo")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("nostr", "nostr+wss://HOST"),
        ("NOSTR+http://relay.example", "nostr+wss://HOST"),
        ("feed:https://a.example/a.rss", "feed+https://HOST/tags/{tag}.rss"),
        ("jetstream", "jetstream+wss://HOST/subscribe"),
        ("bluesky+wss://a.example", "bluesky"),
        ("lines.jsonl", "jsonl:lines.jsonl"),
        ("./\x1bnew/lines.jsonl", "jsonl:./␛new/lines.jsonl"),
    ],
)
def test_the_name_of_a_kind_is_answered_with_how_it_is_written(written: str, meant: str) -> None:
    with pytest.raises(UsageError) as refusal:
        kind_of(written)

    assert f"did you mean {meant}? There are" in str(refusal.value)


@pytest.mark.parametrize("written", ["Bluesky", "bluesky/", " BLUESKY"])
def test_bluesky_is_bluesky_however_it_is_written(written: str) -> None:
    assert kind_of(written).name == "bluesky"


def test_every_kind_makes_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    means = Means(HandClock(), PaperServer())

    urls = [make_source(SourceConfig(kind.form.replace("HOST", "host.example")), means).url for kind in KINDS]

    assert urls == [
        "https://host.example",
        "bluesky",
        "jetstream+wss://host.example/subscribe",
        f"jsonl:{tmp_path}/PATH",
        "nostr+wss://host.example",
        "feed+https://host.example/tags/{tag}.rss",
        "demo",
    ]
