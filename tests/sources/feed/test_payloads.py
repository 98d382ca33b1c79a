"""The recorded feeds, read as what they are; where they are kept, HASHTUI_SHARED says."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hashtui.post.post import MediaKind, Post
from tests.sources.feed.test_shapes import names, place_of, posts


@pytest.fixture(scope="module")
def folder() -> Path:
    place = os.environ.get("HASHTUI_SHARED")
    if not place:
        pytest.skip("HASHTUI_SHARED names no folder with recorded feeds")
    return Path(place) / "payloads"


def recorded(folder: Path, name: str, url: str) -> list[Post]:
    return posts((folder / f"feed_{name}.xml").read_bytes(), place_of(url), "application/rss+xml; charset=utf-8")


def test_mastodons_feed_of_a_tag(folder: Path) -> None:
    found = recorded(folder, "mastodon_tag", "https://hachyderm.io/tags/kubernetes.rss")

    assert [(p.key, p.author.handle) for p in found] == [
        ("https://ioc.exchange/@jon404/111544891736153138", "@jon404@ioc.exchange"),
        ("https://botsin.space/@k8s_releases/111544452566443481", "@k8s_releases@botsin.space"),
        ("https://vmst.io/@ErikBussink/111544298911638567", "@ErikBussink@vmst.io"),
        ("https://fosstodon.org/@imdciangot/111544228725688234", "@imdciangot@fosstodon.org"),
    ]
    assert [p.created_at for p in found] == [
        datetime(2023, 12, 8, 12, 52, 54, tzinfo=UTC),
        datetime(2023, 12, 8, 11, 1, 13, tzinfo=UTC),
        datetime(2023, 12, 8, 10, 22, 8, tzinfo=UTC),
        datetime(2023, 12, 8, 10, 4, 17, tzinfo=UTC),
    ]
    assert found[1].body.text == (
        "New Kubernetes Release Candidate Release\n\n✨ Kubernetes v1.29.0-rc.2 ✨\n\n"
        "github.com/kubernetes/kubernet…\n\n#Kubernetes #k8s #kube"
    )
    assert names(found[1]) == ["kubernetes", "k8s", "kube"]
    assert found[1].body.links == ("https://github.com/kubernetes/kubernetes/releases/tag/v1.29.0-rc.2",)
    (picture,) = found[3].media
    assert (picture.kind, picture.alt) == (MediaKind.IMAGE, None)
    assert picture.url is not None
    assert picture.url.endswith("/original/84994e14c0b7384e.png")
    assert not any(p.sensitive or p.author.name or p.language for p in found)


def test_mediums_feed_of_a_tag(folder: Path) -> None:
    first, second = recorded(folder, "medium_tag", "https://medium.com/feed/tag/kubernetes")

    assert (first.key, second.key) == ("https://medium.com/p/e695e24db604", "https://medium.com/p/096aacb27637")
    assert {(p.author.name, p.author.handle) for p in (first, second)} == {("BlackCatDev", "@medium.com")}
    assert first.body.text.startswith("Securing the Cloud: A Comprehensive Guide to Building a Kubernetes Threat Model")
    assert "In the ever-evolving landscape of cloud computing" in first.body.text
    assert names(first) == ["security", "threat-modeling", "kubernetes", "cybersecurity", "threat-model"]
    assert first.created_at == datetime(2023, 12, 5, 18, 18, 40, tzinfo=UTC)
    assert first.edited_at is None


def test_stack_overflows_feed_of_a_tag(folder: Path) -> None:
    first, second = recorded(folder, "stackoverflow_tag", "https://stackoverflow.com/feeds/tag?tagnames=kubernetes")

    assert first.key == "https://stackoverflow.com/q/77635559"
    assert (first.author.name, first.author.key) == ("Dominik.W", "https://stackoverflow.com/users/23076575")
    assert first.body.text.startswith("Kubernetes Ingress behind Cloud Load Balancer\n\nWhen using an Ingress")
    assert names(first) == ["kubernetes", "kubernetes-ingress", "ingress-controller", "hetzner-cloud"]
    assert "\napiVersion: v1\nkind: Pod\nmetadata:\n  name: valahalla-pod\n" in second.body.text
    assert second.created_at == datetime(2023, 12, 10, 16, 7, 16, tzinfo=UTC)
    assert second.body.attached[0].startswith("https://stackoverflow.com/questions/77635466/")


def test_a_youtube_feed(folder: Path) -> None:
    first, _ = recorded(folder, "youtube_youtuberss", "https://www.youtube.com/feeds/videos.xml?channel_id=x")

    assert first.key == "www.youtube.com#yt:video:oiBPyTi7lvM"
    assert first.author.name == "tagesschau"
    assert first.author.key == "https://www.youtube.com/channel/UC5NOEUbkLheQcaaRldYW5GA"
    assert first.body.text.startswith("Verhandlungen über Haushalt werden fortgesetzt\n\nBundeskanzler Olaf Scholz hat")
    assert "\n\nScholz sucht seit Wochen in Dreiergesprächen" in first.body.text
    assert first.url == "https://www.youtube.com/watch?v=oiBPyTi7lvM"
    assert [(m.kind, m.alt) for m in first.media] == [(MediaKind.VIDEO, None)]
