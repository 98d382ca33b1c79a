"""The built-in event: the same for the same seed, true to its truth, and written like people write."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from hashtui.post.body import Role
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.json import boost_object, deletion_object, post_object
from hashtui.post.post import Network, Post
from hashtui.post.sighting import Admitted, Boost, Change, Deletion, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.demo.simulate import Event, simulate

CAPCOMNET, PARIS20 = Tag.of("capcomnet"), Tag.of("paris20")
SEEDS = (20, 7, 400)
FIRST_HOUR = "e151f2f4ad1e2462"
"""The digest of the first hour of the usual event, the same under every Python. New sentences need a new one."""


@pytest.fixture(scope="module", params=SEEDS)
def event(request: pytest.FixtureRequest) -> Event:
    return simulate(int(request.param))


@pytest.fixture(scope="module")
def default() -> Event:
    return simulate()


def digest(event: Event) -> str:
    """A digest of everything heard, in the public form."""
    sha = hashlib.sha256()
    for heard in (*event.heard, *event.aside):
        if isinstance(heard, Deletion):
            form = deletion_object(heard)
        elif isinstance(heard, Boost):
            form = boost_object(heard)
        else:
            admitted = Admitted(Change.POST, heard, heard.asked, (heard.source,), heard)
            form = post_object(admitted, event="post", panes=())
        sha.update(json.dumps(form, ensure_ascii=False, sort_keys=True).encode())
    sha.update(repr(event.truth).encode())
    return sha.hexdigest()


def sightings(event: Event) -> list[Sighting]:
    return [heard for heard in event.heard if isinstance(heard, Sighting)]


def first_states(event: Event) -> dict[str, Post]:
    posts: dict[str, Post] = {}
    for sighting in sightings(event):
        posts.setdefault(sighting.post.key, sighting.post)
    return posts


def honest_posts(event: Event) -> list[Post]:
    """What those write who are what they seem."""
    bad = event.truth.bad
    return [post for key, post in first_states(event).items() if key not in bad]


def bare(post: Post) -> str:
    """The words without the tags after them."""
    return re.sub(r"(\s+#\w+)+$", "", post.body.text)


# Purity


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    assert digest(simulate(5, minutes=120)) == digest(simulate(5, minutes=120))
    assert digest(simulate(5, minutes=120)) != digest(simulate(6, minutes=120))


def test_the_usual_event_is_the_same_everywhere() -> None:
    assert digest(simulate(minutes=60)).startswith(FIRST_HOUR)


@pytest.mark.parametrize("hash_seed", ["1", "77"])
def test_neither_hashes_nor_the_order_of_sets_play_a_part(hash_seed: str) -> None:
    script = (
        "from hashtui.sources.demo.simulate import simulate\n"
        "from tests.sources.demo.test_simulate import digest\n"
        "print(digest(simulate(5, minutes=120)))"
    )

    told = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == digest(simulate(5, minutes=120))


def test_a_whole_day_is_simulated_in_less_than_two_seconds() -> None:
    began = time.process_time()

    simulate(1)

    assert time.process_time() - began < 2


# The calendar


def test_the_event_is_a_saturday_in_paris_from_nine_to_six(event: Event) -> None:
    assert event.start == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert event.end == datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
    assert event.start.weekday() == 5
    for sighting in sightings(event):
        assert event.start <= sighting.post.created_at <= sighting.received_at < event.end


def test_it_is_heard_in_order(event: Event) -> None:
    times = [heard.received_at for heard in event.heard]

    assert times == sorted(times)
    assert [s.received_at for s in event.aside] == sorted(s.received_at for s in event.aside)


def test_a_post_is_heard_before_anything_becomes_of_it(event: Event) -> None:
    seen: set[str] = set()
    gone: set[str] = set()
    for heard in event.heard:
        if isinstance(heard, Deletion):
            assert heard.key in seen
            gone.add(heard.key)
        elif isinstance(heard, Boost):
            assert heard.key in seen - gone
        else:
            assert heard.post.key not in gone
            seen.add(heard.post.key)


# Posts


def test_both_tags_fill_quickly(event: Event) -> None:
    opening = event.start + timedelta(minutes=40)
    for tag in (CAPCOMNET, PARIS20):
        keys = {s.post.key for s in sightings(event) if tag in s.post.tags and s.received_at < opening}

        assert len(keys) >= 24


def test_every_post_carries_a_tag_of_the_event_and_the_tags_are_those_in_its_words(event: Event) -> None:
    for post in first_states(event).values():
        assert {CAPCOMNET, PARIS20} & {*post.tags}
        spans = [span for span in post.body.spans if span.role is Role.TAG]
        assert [span.target for span in spans] == [tag.name for tag in post.tags]
        assert [post.body.text[s.start : s.end] for s in spans] == [str(tag) for tag in post.tags]


def test_replies_aside_carry_no_tag_and_answer_a_post_that_was_heard(event: Event) -> None:
    known = first_states(event).keys() | {s.post.key for s in event.aside}

    assert event.aside
    for sighting in event.aside:
        assert sighting.post.tags == ()
        assert sighting.post.reply_to in known


def test_replies_answer_earlier_posts_and_some_threads_go_deeper(event: Event) -> None:
    posts = first_states(event) | {s.post.key: s.post for s in event.aside}
    replies = [post for post in posts.values() if post.reply_to is not None]

    assert len(replies) > 60
    for reply in replies:
        assert posts[reply.reply_to or ""].created_at < reply.created_at
    assert any(posts[reply.reply_to or ""].reply_to is not None for reply in replies)


def test_spans_lie_where_their_words_are(event: Event) -> None:
    linked = mentioned = 0
    for sighting in sightings(event):
        body = sighting.post.body
        for span, following in pairwise((*body.spans, None)):
            assert span is not None
            words, target = body.text[span.start : span.end], span.target or ""
            assert following is None or span.end <= following.start
            match span.role:
                case Role.LINK:
                    assert target == f"https://{words}"
                    linked += 1
                case Role.MENTION:
                    assert target.startswith(words)
                    assert target in sighting.post.mentions
                    mentioned += 1
                case _:
                    assert span.role is Role.TAG
    assert linked > 100
    assert mentioned > 300


def test_every_text_is_clean_and_stays_so(event: Event) -> None:
    for sighting in (*sightings(event), *event.aside):
        post = sighting.post
        texts = [post.body.text, post.content_warning or "", post.author.about or ""]
        texts += [media.alt or "" for media in post.media]
        lines = [post.author.name, post.author.handle, post.key, post.url or ""]
        lines += [option.title for option in post.poll.options] if post.poll else []
        assert [str(clean_text(str(text))) for text in texts] == [str(text) for text in texts]
        assert [str(clean_line(str(line))) for line in lines] == [str(line) for line in lines]


def test_every_host_is_reserved_for_examples(event: Event) -> None:
    for sighting in (*sightings(event), *event.aside):
        post = sighting.post
        urls = [post.url or "", post.author.url or "", *post.author.verified, *post.body.links]
        urls += [media.url or "" for media in post.media]
        assert all(re.match(r"https://([\w-]+\.)+example(/|$)", url) for url in urls)
        assert post.author.handle.endswith(".example")


def test_keys_have_the_form_of_their_network(event: Event) -> None:
    forms = {
        Network.MASTODON: r"https://[\w.-]+\.example/users/\w[\w.]*/statuses/1\d{17}",
        Network.BLUESKY: r"at://did:plc:[a-z2-7]{24}/app\.bsky\.feed\.post/[a-z2-7]{13}",
    }
    posts = first_states(event)

    assert {post.network for post in posts.values()} == set(forms)
    for key, post in posts.items():
        assert re.fullmatch(forms[post.network], key)


# People


def test_a_few_people_say_most_and_there_are_many(event: Event) -> None:
    said: dict[str, int] = {}
    for post in honest_posts(event):
        said[post.author.handle] = said.get(post.author.handle, 0) + 1
    counts = sorted(said.values())

    assert 300 < len(counts) <= 420
    assert counts[len(counts) // 2] <= 3
    assert counts[-1] > 10 * counts[len(counts) // 2]


def test_no_two_people_share_a_handle_or_a_key(event: Event) -> None:
    authors = {post.author for post in first_states(event).values()}

    assert len({author.handle for author in authors}) == len({author.key for author in authors}) == len(authors)


def test_french_holds_its_share_of_capcomnet(event: Event) -> None:
    posts = [post for post in honest_posts(event) if CAPCOMNET in post.tags and post.language]

    assert 0.64 <= sum(post.language == "fr" for post in posts) / len(posts) <= 0.72
    assert any(CAPCOMNET in post.tags and post.language is None for post in honest_posts(event))


# Writing


def test_hardly_two_posts_of_the_day_say_the_same(event: Event) -> None:
    words = [bare(post) for post in honest_posts(event)]

    assert len(words) - len(set(words)) < 0.02 * len(words)


@pytest.mark.parametrize("tag", [CAPCOMNET, PARIS20])
def test_no_two_posts_in_sight_of_each_other_are_alike(event: Event, tag: Tag) -> None:
    words = [bare(post) for post in honest_posts(event) if tag in post.tags]

    assert all(text not in words[max(0, place - 40) : place] for place, text in enumerate(words))


def test_nothing_of_the_templates_is_left_in_the_texts(event: Event) -> None:
    for text in all_texts(event):
        assert not re.search(r"[\[\]{}|]|  |//|'", text), text
        assert not re.search(r"\b[Dd]e (?:le|les) [a-z]|\b[Dd]e [AEÉIO]\w+ [A-Z]", text), text


def test_french_punctuation_has_its_spaces(event: Event) -> None:
    for post in first_states(event).values():
        if post.language == "fr":
            said = re.sub(r"https?:\S+", "", post.body.text)
            assert not re.search(r"\w[?!;»]|«\w|\w:\s", said), said


def all_texts(event: Event) -> Iterator[str]:
    for sighting in (*sightings(event), *event.aside):
        post = sighting.post
        yield post.body.text
        yield from (media.alt for media in post.media if media.alt)
        yield post.author.about or ""


def test_pictures_polls_warnings_and_links_are_there_and_some_pictures_lack_words(event: Event) -> None:
    posts = first_states(event).values()
    alts = [media.alt for post in posts for media in post.media]

    assert 0.3 < sum(alt is None for alt in alts) / len(alts) < 0.7
    assert len(alts) > 30
    assert sum(post.poll is not None for post in posts) >= 2
    assert sum(post.content_warning is not None for post in posts) >= 8
    assert sum(bool(post.body.links) for post in posts) > 80


def test_polls_gather_votes_that_add_up(default: Event) -> None:
    polls = [sighting.post.poll for sighting in sightings(default) if sighting.post.poll is not None]

    assert max(poll.votes or 0 for poll in polls) > 20
    assert all(poll.votes == sum(option.votes or 0 for option in poll.options) for poll in polls)
