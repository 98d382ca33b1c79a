"""What is news, and that the end does not depend on the order."""

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author, Counts, Post
from hashtui.post.sighting import Admitted, Change, Deletion, Sighting
from hashtui.watch import admission as module
from hashtui.watch.admission import Admission
from tests.watch.posts import ALICE, gone, heard, post, tags


def changes(*told: Sighting | Deletion) -> list[Change | None]:
    """What each of these is, heard in this order by a new admission."""
    admission = Admission()
    return [one.change if one is not None else None for one in feed(admission, told)]


def feed(admission: Admission, told: "tuple[Sighting | Deletion, ...]") -> list[Admitted | None]:
    return [admission.lose(one) if isinstance(one, Deletion) else admission.see(one) for one in told]


def test_the_same_post_through_two_sources_is_one_post_with_both_in_order() -> None:
    admission = Admission()

    first = admission.see(heard(post(), "two", asked=["b"]))
    second = admission.see(heard(post(), "one", asked=["c"]))

    assert first is not None
    assert second is not None
    assert (first.change, second.change) == (Change.POST, Change.AGAIN)
    assert second.sources == ("two", "one")
    assert second.tags == tags("a", "b", "c")
    assert len(admission) == 1


def test_what_changes_nothing_is_not_told() -> None:
    assert changes(heard(post()), heard(post(), received=60)) == [Change.POST, None]


def test_another_tag_it_was_asked_for_is_told() -> None:
    assert changes(heard(post(), asked=["b"]), heard(post(), asked=["c"])) == [Change.POST, Change.AGAIN]


def test_counts_are_the_largest_seen_and_less_of_them_is_no_news() -> None:
    admission = Admission()
    many, few = Counts(replies=1, boosts=9), Counts(boosts=3, favourites=2)

    told = feed(admission, (heard(post(counts=many)), heard(post(counts=few), received=1), heard(post(), received=2)))

    assert [one and one.change for one in told] == [Change.POST, Change.AGAIN, None]
    known = admission.known("p1")
    assert known is not None
    assert known.sighting.post.counts == Counts(1, 9, 2)


def test_a_newer_edit_wins_wherever_it_is_heard() -> None:
    admission = Admission()

    told = feed(
        admission,
        (heard(post(text="old")), heard(post(text="new", edited=5), "two"), heard(post(text="old"), received=9)),
    )

    assert [one and one.change for one in told] == [Change.POST, Change.EDITED, None]
    assert told[1] is not None
    assert told[1].sighting.post.body.text == "new"


def test_an_edit_without_any_word_changed_is_an_edit() -> None:
    assert changes(heard(post()), heard(post(edited=5))) == [Change.POST, Change.EDITED]


def test_other_words_without_a_time_of_editing_are_an_edit() -> None:
    assert changes(heard(post(text="x")), heard(post(text="y"), received=1)) == [Change.POST, Change.EDITED]


def test_another_content_warning_is_an_edit_and_another_language_is_not() -> None:
    warned = replace(post(), content_warning=clean_text("spiders"))
    spoken = replace(warned, language=clean_line("fr"))

    told = (heard(post()), heard(warned, received=1), heard(spoken, received=2))

    assert changes(*told) == [Change.POST, Change.EDITED, Change.AGAIN]


def test_an_older_state_heard_late_changes_nothing() -> None:
    late = heard(post(text="x"), received=0)

    assert changes(heard(post(text="y"), received=1), late) == [Change.POST, None]


def test_two_servers_that_draw_a_post_differently_do_not_make_it_change_for_ever() -> None:
    turns = [heard(post(text=f"drawn by {who}"), who, received=n) for n, who in enumerate(["one", "two"] * 3)]

    assert changes(*turns) == [Change.POST, Change.AGAIN, None, None, None, None]


def test_an_edit_heard_before_its_post_stays() -> None:
    told = (heard(post(text="new", edited=5), "two", received=6), heard(post(text="old"), "one", received=7))
    admission = Admission()

    assert [one and one.change for one in feed(admission, told)] == [Change.POST, Change.AGAIN]
    known = admission.known("p1")
    assert known is not None
    assert known.sighting.post.body.text == "new"


def test_a_deletion_is_told_once_with_the_last_state() -> None:
    admission = Admission()

    told = feed(admission, (heard(post()), gone(received=3), gone(received=4)))

    assert [one and one.change for one in told] == [Change.POST, Change.DELETED, None]
    assert told[1] is not None
    assert told[1].sighting.post == post()
    assert told[1].heard == gone(received=3)


def test_a_source_cannot_take_away_what_it_never_gave() -> None:
    assert changes(heard(post()), gone(source="two")) == [Change.POST, None]


def test_what_it_took_away_too_early_is_gone_once_it_gives_it() -> None:
    assert changes(heard(post()), gone(source="two"), heard(post(), "two")) == [Change.POST, None, Change.DELETED]


def test_a_deletion_heard_before_its_post_keeps_the_post_from_being_told_at_all() -> None:
    told = (gone(), heard(post()), heard(post(text="y", edited=3)), heard(post(), "two"))

    assert changes(*told) == [None, None, None, None]


def test_what_is_deleted_stays_deleted() -> None:
    told = (heard(post()), gone(), heard(post(text="y", edited=3)), heard(post(), "two"))

    assert changes(*told) == [Change.POST, Change.DELETED, None, None]


def test_a_late_sink_is_told_the_newest_state_as_first_heard_when_it_was() -> None:
    admission = Admission()
    feed(
        admission,
        (
            heard(post(text="x"), received=1, local_id="7", held=True),
            heard(post(text="y", edited=5), "two", received=6),
        ),
    )
    known = admission.known("p1")
    assert known is not None

    retold = known.retold()

    assert retold.change is Change.POST
    assert retold.sighting.post.body.text == "y"
    assert retold.sighting.received_at == heard(post(), received=1).received_at
    assert (retold.sighting.source, retold.sighting.local_id, retold.sighting.held) == ("one", "7", True)
    assert retold.sources == ("one", "two")


def test_beyond_the_room_the_oldest_are_forgotten_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FORGOTTEN_AT_ONCE", 3)
    admission = Admission(room=10)

    for n in range(20):
        admission.see(heard(post(f"p{n}")))

    assert 10 <= len(admission) <= 13
    assert admission.forgotten == 20 - len(admission)
    assert admission.known("p0") is None
    assert admission.known("p19") is not None


def test_deletions_of_what_never_comes_take_bounded_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELETIONS_KEPT", 3)
    admission = Admission()
    feed(admission, tuple(gone(f"p{n}") for n in range(9)))

    told = feed(admission, (heard(post("p0")), heard(post("p8"))))

    assert [one and one.change for one in told] == [Change.POST, None]


SECONDS = st.integers(0, 3)
POSTS = st.builds(
    post,
    st.sampled_from(["p1", "p1", "p1", "p2"]),
    st.sampled_from(["x", "y", "z"]),
    tagged=st.sampled_from([("a",), ("b",)]),
    edited=st.sampled_from([None, None, 1, 2]),
    counts=st.builds(Counts, st.none() | st.integers(0, 3), st.none() | st.integers(0, 3)),
)
SOURCES = st.sampled_from(["one", "two", "three"])
SIGHTINGS = st.builds(heard, POSTS, SOURCES, received=SECONDS, asked=st.sets(st.sampled_from("bc")))
DELETIONS = st.builds(gone, st.sampled_from(["p1", "p2"]), SOURCES, received=SECONDS)
HEARD = st.integers(0, 9).flatmap(lambda n: SIGHTINGS if n else DELETIONS)


@dataclass(frozen=True)
class End:
    """All that must not depend on the order."""

    post: Post
    tags: frozenset[object]
    sources: frozenset[str]
    is_deleted: bool


def end(admission: Admission) -> dict[str, End]:
    return {
        known.sighting.post.key: End(
            known.sighting.post, frozenset(known.tags), frozenset(known.sources), known.deletion is not None
        )
        for known in admission
    }


@settings(deadline=None, max_examples=300)
@given(st.lists(HEARD, max_size=8), st.randoms(use_true_random=False))
def test_the_same_sightings_in_any_order_end_in_the_same_state(told: list[Sighting | Deletion], random: Random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    one, other = Admission(), Admission()

    feed(one, tuple(told))
    feed(other, tuple(shuffled))

    assert end(one) == end(other)


@settings(deadline=None, max_examples=300)
@given(st.lists(HEARD, max_size=10))
def test_who_hears_only_of_changes_knows_the_same_as_the_watch(told: list[Sighting | Deletion]) -> None:
    admission, followed = Admission(), dict[str, End]()

    for admitted in feed(admission, tuple(told)):
        if admitted is not None:
            key = str(admitted.sighting.post.key)
            assert (admitted.change is Change.POST) is (key not in followed)
            assert key not in followed or not followed[key].is_deleted
            followed[key] = End(
                admitted.sighting.post,
                frozenset(admitted.tags),
                frozenset(admitted.sources),
                admitted.change is Change.DELETED,
            )

    for key, known in end(admission).items():
        if not known.is_deleted:
            assert followed[key] == known
        elif key in followed:
            assert followed[key].is_deleted


def test_a_sighting_told_is_not_changed_by_later_ones() -> None:
    admission = Admission()
    first = admission.see(heard(post(counts=Counts(boosts=1))))
    assert first is not None
    copy = replace(first)

    admission.see(heard(post(text="y", edited=4, counts=Counts(boosts=5)), "two", asked=["z"]))

    assert first == copy


EVE = Author(clean_line("https://e.example/users/eve"), clean_line("@Eve@e.example"), clean_line("Eve"))
NO_EVE = KeptOut(frozenset({EVE.key, "@eve@e.example"}))


def by_eve(key: str, text: str = "Hello", *, echo_of: str = "") -> Post:
    names = (clean_line(echo_of),) if echo_of else ()
    return replace(post(key, text), author=EVE, url=clean_line(f"https://e.example/{key}"), echo_of=names)


def test_of_those_who_are_kept_out_nothing_is_known_any_more_whatever_is_heard_of_them() -> None:
    admission = Admission()
    for one in (by_eve("e1"), post("p1")):
        admission.see(heard(one))

    assert admission.keep_out(NO_EVE) == []
    assert [known.key for known in admission] == ["p1"]
    assert admission.see(heard(by_eve("e1"))) is None
    assert admission.see(heard(by_eve("e2"))) is None
    assert len(admission) == 1


def test_a_handle_alone_keeps_out_in_whatever_case_it_is_written() -> None:
    admission = Admission()
    admission.keep_out(KeptOut(frozenset({"@eve@e.example"})))

    assert admission.see(heard(by_eve("e1"))) is None
    assert admission.see(heard(post("p1"))) is not None


def test_who_passed_a_post_on_is_not_told_when_kept_out_and_the_post_is() -> None:
    admission = Admission()
    admission.see(heard(replace(post("p1"), boosted_by=EVE)))

    told = admission.keep_out(NO_EVE)
    later = admission.see(heard(replace(post("p2"), boosted_by=EVE)))

    assert [(one.change, one.sighting.post.boosted_by) for one in told] == [(Change.AGAIN, None)]
    assert later is not None
    assert later.sighting.post.boosted_by is None


def test_a_copy_by_somebody_kept_out_goes_and_the_post_stays_under_its_key() -> None:
    admission = Admission()
    admission.see(heard(by_eve("e1", "The very same words", echo_of="p1"), "two"))
    admission.see(heard(post("p1", "The very same words"), "one"))
    before = admission.known("p1")
    assert before is not None
    assert (before.key, len(before.copies), before.sighting.post.author) == ("e1", 2, ALICE)

    told = admission.keep_out(NO_EVE)

    assert [(one.change, one.sighting.post.author, one.echoes) for one in told] == [(Change.AGAIN, ALICE, ())]
    assert [copy.key for copy in before.copies] == ["p1"]
    assert admission.known("e1") is before
    assert len(admission) == 1
    before_boosts = admission.see(heard(post("p1", "The very same words"), "three"))
    assert before_boosts is not None
    assert before_boosts.change is Change.AGAIN


def test_a_post_goes_with_all_its_copies_when_its_own_author_is_kept_out() -> None:
    admission = Admission()
    admission.see(heard(by_eve("e1", "The very same words"), "one"))
    admission.see(heard(replace(post("p1", "The very same words"), echo_of=(clean_line("e1"),)), "two"))
    assert len(admission) == 1

    admission.keep_out(NO_EVE)

    assert len(admission) == 0
    assert (admission.known("e1"), admission.known("p1")) == (None, None)


def test_what_somebody_kept_out_wrote_before_an_edit_by_another_is_not_told() -> None:
    admission = Admission()
    admission.see(heard(replace(post("p1", "Eve's words"), author=EVE), "one"))
    admission.see(heard(replace(post("p1", "Now other words", edited=5)), "one"))
    assert [one.author for one in admission.versions.of("p1")] == [EVE]

    admission.keep_out(NO_EVE)

    assert admission.versions.of("p1") == ()
    assert admission.known("p1") is not None


def test_nobody_is_kept_out_twice() -> None:
    admission = Admission()
    admission.see(heard(replace(post("p1"), boosted_by=EVE)))

    assert len(admission.keep_out(NO_EVE)) == 1
    assert admission.keep_out(NO_EVE) == []
