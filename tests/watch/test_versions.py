"""What edited posts said before: as servers tell it, else as it was heard here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from hashtui.errors import Refused, SourceError, Unreachable
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind, Poll, PollOption, Post
from hashtui.sources.source import Source
from hashtui.watch import Watch
from hashtui.watch.admission import Admission
from hashtui.watch.versions import MOST_OF_ONE, MOST_POSTS, MOST_WORDS, Versions
from tests.watch.posts import ALICE, at, gone, heard, post
from tests.watch.sources import WrittenSource, hand_clock

HOME = "https://a.example"
KEY = f"{HOME}/posts/1"


class Remembering(WrittenSource):
    """A source whose server keeps what posts said."""

    said: Sequence[Post] | SourceError = ()

    async def versions(self, sighting_id: str) -> Sequence[Post]:
        assert sighting_id == "id"
        if isinstance(self.said, SourceError):
            raise self.said
        return self.said


def watching(*sources: Source) -> Watch:
    return Watch(sources or [WrittenSource("one", hand_clock())], hand_clock())


def texts(posts: Sequence[Post]) -> list[str]:
    return [one.body.text for one in posts]


FIRST, SECOND, THIRD = (
    post(text=text, edited=edited) for text, edited in (("first", None), ("second", 10), ("third", 20))
)


async def test_what_was_heard_here_is_told_oldest_first_whatever_its_order() -> None:
    watch = watching()
    for number, said in enumerate((SECOND, THIRD, FIRST, SECOND, THIRD)):
        watch.admit(heard(said, received=number))

    assert texts(await watch.versions("p1")) == ["first", "second", "third"]


async def test_a_post_that_never_changed_has_one_state() -> None:
    watch = watching()
    watch.admit(heard(FIRST))
    watch.admit(heard(FIRST, "two"))

    assert texts(await watch.versions("p1")) == ["first"]


async def test_only_states_with_other_words_are_kept() -> None:
    watch = watching()
    watch.admit(heard(FIRST))
    watch.admit(heard(replace(FIRST, edited_at=at(5)), received=1))
    watch.admit(heard(SECOND, received=2))

    assert texts(await watch.versions("p1")) == ["first", "second"]


@pytest.mark.parametrize(
    "changed",
    [
        replace(SECOND, body=FIRST.body, content_warning=clean_text("careful")),
        replace(SECOND, body=FIRST.body, sensitive=True),
        replace(SECOND, body=FIRST.body, media=(Media(MediaKind.IMAGE, clean_line("https://f.example/1.png")),)),
        replace(SECOND, body=FIRST.body, poll=Poll((PollOption(clean_line("Yes")), PollOption(clean_line("No"))))),
    ],
    ids=["a warning", "sensitive", "a picture", "a poll"],
)
async def test_words_are_not_all_that_an_edit_changes(changed: Post) -> None:
    watch = watching()
    watch.admit(heard(FIRST))
    watch.admit(heard(changed, received=1))

    assert await watch.versions("p1") == (FIRST, changed)


async def test_the_same_words_drawn_by_another_server_are_no_version() -> None:
    watch = watching()
    watch.admit(heard(post(text="see https://x.example/page #a", edited=10), "one"))
    watch.admit(heard(post(text="see x.example/page #a", edited=10), "two", received=1))
    assert len(await watch.versions("p1")) == 1
    watch.admit(heard(THIRD, "one", received=2))
    watch.admit(heard(THIRD, "two", received=3))

    assert len(await watch.versions("p1")) == 2


async def test_who_takes_an_edit_back_has_said_the_first_words_twice() -> None:
    watch = watching()
    back = replace(FIRST, edited_at=at(15))
    for number, said in enumerate((FIRST, SECOND, back, THIRD)):
        watch.admit(heard(said, received=number))

    assert texts(await watch.versions("p1")) == ["first", "second", "first", "third"]


async def test_a_server_that_does_not_tell_of_edits_is_heard_to_say_something_else() -> None:
    watch = watching()
    for number, text in enumerate(("as it was", "as it is")):
        watch.admit(heard(post(text=text), received=number))

    assert texts(await watch.versions("p1"))[-1] == "as it is"
    assert len(await watch.versions("p1")) == 2


async def test_what_a_server_tells_counts_before_what_was_heard_here() -> None:
    source = Remembering(HOME, hand_clock())
    source.said = (FIRST, SECOND, THIRD)
    watch = watching(source)
    watch.admit(heard(THIRD, HOME, local_id="id"))

    assert texts(await watch.versions("p1")) == ["first", "second", "third"]


@pytest.mark.parametrize("told", [Refused("not to you"), (), (THIRD,)], ids=["refused", "nothing", "less"])
async def test_where_a_server_tells_less_than_was_heard_here_that_is_told(told: Sequence[Post] | SourceError) -> None:
    source = Remembering(HOME, hand_clock())
    source.said = told
    watch = watching(source)
    for number, said in enumerate((FIRST, THIRD)):
        watch.admit(heard(said, HOME, local_id="id", received=number))

    assert texts(await watch.versions("p1")) == ["first", "third"]


async def test_a_server_that_refuses_is_named_when_nothing_was_seen_here() -> None:
    source = Remembering(HOME, hand_clock())
    source.said = Refused("not to you")
    watch = watching(source)
    watch.admit(heard(THIRD, HOME, local_id="id"))

    with pytest.raises(Refused, match="not to you"):
        await watch.versions("p1")


async def test_the_posts_own_server_is_asked_before_others() -> None:
    origin, other = Remembering(HOME, hand_clock()), Remembering("https://b.example", hand_clock())
    first, second = (replace(one, key=clean_line(KEY)) for one in (FIRST, SECOND))
    origin.said, other.said = (first, second), (second,)
    watch = watching(other, origin)
    watch.admit(heard(second, "https://b.example", local_id="id"))
    watch.admit(heard(second, HOME, local_id="id", received=1))

    assert texts(await watch.versions(KEY)) == ["first", "second"]


async def test_an_unknown_post_and_a_deleted_one_have_nothing_to_tell() -> None:
    watch = watching()
    for number, said in enumerate((FIRST, SECOND)):
        watch.admit(heard(said, received=number))
    watch.admit(gone(received=3))

    with pytest.raises(Refused, match="deleted"):
        await watch.versions("p1")
    with pytest.raises(Unreachable):
        await watch.versions("p2")


def test_words_of_a_deleted_post_are_kept_nowhere() -> None:
    admission = Admission()
    for number, said in enumerate((FIRST, SECOND)):
        admission.see(heard(said, received=number))
    before = texts(admission.versions.of("p1"))

    admission.lose(gone(received=3))

    assert before == ["first"]
    assert admission.versions.of("p1") == ()


def test_what_was_forgotten_takes_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.watch.versions.MOST_POSTS", 3)
    monkeypatch.setattr("hashtui.watch.versions.MOST_WORDS", 100)
    versions = Versions()
    said = post(text="x" * 30)

    for number in range(20):
        versions.keep(f"gone{number}", said, SECOND)
        versions.forget(f"gone{number}")
        versions.keep(f"p{number}", said, SECOND)

    assert [versions.of(f"p{number}") for number in (16, 17, 18, 19)] == [(), (said,), (said,), (said,)]


def test_of_many_versions_the_first_and_the_newest_are_kept() -> None:
    versions = Versions()
    for number in range(50):
        versions.keep("p1", post(text=f"n{number}", edited=number), THIRD)

    assert texts(versions.of("p1")) == ["n0", *(f"n{n}" for n in range(51 - MOST_OF_ONE, 50))]


def test_of_many_posts_those_edited_last_are_kept() -> None:
    versions = Versions()
    for number in range(MOST_POSTS + 1):
        versions.keep(f"p{number}", FIRST, SECOND)

    assert versions.of("p0") == ()
    assert versions.of("p1") == versions.of(f"p{MOST_POSTS}") == (FIRST,)


def test_posts_without_end_fill_no_memory() -> None:
    versions = Versions()
    for number in range(40):
        for edit in range(20):
            versions.keep(f"p{number}", post(text=f"{edit} " + "x" * 19_000, edited=edit), SECOND)

    kept = [one for number in range(40) for one in versions.of(f"p{number}")]
    assert 0 < sum(len(one.body.text) for one in kept) <= MOST_WORDS
    assert len(versions.of("p39")) == 20


def test_what_was_heard_of_somebody_is_told_newest_first_in_its_newest_state() -> None:
    watch = watching()
    bob = replace(ALICE, key=clean_line("https://a.example/users/bob"))
    watch.admit(heard(post("p1", "old", written=1)))
    watch.admit(heard(post("p3", "newest", written=3)))
    watch.admit(heard(post("p2", "new", written=2)))
    watch.admit(heard(replace(post("p4", "bob's", written=4), author=bob)))
    watch.admit(heard(post("p5", "gone", written=5)))
    watch.admit(gone("p5"))
    watch.admit(gone("p6"))
    watch.admit(heard(post("p6", "gone before it came", written=6)))
    watch.admit(heard(post("p1", "edited", written=1, edited=9), received=9))

    found = watch.by_author(ALICE.key)

    assert [(one.sighting.post.key, one.sighting.post.body.text) for one in found] == [
        ("p3", "newest"),
        ("p2", "new"),
        ("p1", "edited"),
    ]
    assert watch.by_author("https://a.example/users/nobody") == ()


def test_of_somebody_who_writes_without_end_the_newest_are_told() -> None:
    watch = watching()
    for number in range(1_100):
        watch.admit(heard(post(f"p{number}", written=number)))

    found = watch.by_author(ALICE.key)

    assert [one.sighting.post.key for one in found] == [f"p{number}" for number in range(1_099, 99, -1)]
    assert found[0].sighting.post.created_at - found[-1].sighting.post.created_at == timedelta(seconds=999)
