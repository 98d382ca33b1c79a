"""What was picked, in its order: chapters stay together, and everything can be taken back."""

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashtui.anthology.picks import Picks
from hashtui.anthology.picks_rows import merged
from hashtui.post.kept_out import NOBODY, KeptOut
from hashtui.post.pick import IfDeleted, Permission
from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from tests.anthology.picking import LATER, key, pick, picked, picks, told
from tests.posts import NOON, admitted, author, entry, post, rewritten


def test_a_post_is_picked_once_and_stands_behind_those_before() -> None:
    some = picks(2).added([pick(2), replace(pick(0), caption=None)])

    assert told(some) == "0 1 2"
    assert some.keys == {key(0), key(1), key(2)}
    assert (len(some), told(some.without([key(1), "nowhere"]))) == (3, "0 2")


@pytest.mark.parametrize("name", ["2", key(1), "https://social.example/@ana/1"])
def test_a_pick_is_found_by_number_key_and_address(name: str) -> None:
    assert picks(3).find(name) == pick(1)


@pytest.mark.parametrize("name", ["0", "4", "", "99999999999", "https://social.example/@ana/9"])
def test_nothing_else_is_found(name: str) -> None:
    assert picks(3).find(name) is None


@pytest.mark.parametrize(
    "name", ["@ANA@social.example", "https://social.example/users/ana", "https://social.example/@ana"]
)
def test_what_was_picked_of_somebody_is_found_by_who_they_are(name: str) -> None:
    assert len(picks(2).of_author(name)) == 2
    assert picks(2).of_author("@ben@social.example") == ()


def test_captions_and_notes_are_clean_and_go_when_they_are_empty() -> None:
    some = picks(1).with_caption(key(0), "  A\x1b[31m caption ").with_note(key(0), "ask\nher")

    assert (some.picks[0].caption, some.picks[0].note) == ("A␛[31m caption", "ask\nher")
    assert some.with_caption(key(0), " ").with_note(key(0), "") == picks(1)
    with pytest.raises(KeyError):
        some.with_caption(key(9), "x")


def test_picks_of_one_chapter_stand_together_whatever_is_done() -> None:
    assert told(picks({0: "a", 1: "b", 2: "a", 3: ""})) == "0a 2a 1b 3"
    assert told(picks({0: "a", 1: "b"}).added([pick(2, "a")])) == "0a 2a 1b"


def test_one_post_alone_is_put_into_a_chapter() -> None:
    some = picks({0: "a", 1: "a", 2: "b"})

    assert told(some.with_chapter(key(0), "b")) == "1a 2b 0b"
    assert told(some.with_chapter(key(2), "a")) == "0a 1a 2a"
    assert told(some.with_chapter(key(2), " new\n one ")) == "0a 1a 2new one"
    assert told(some.with_chapter(key(1), "")) == "0a 1 2b"
    assert some.with_chapter(key(1), "a") is some
    assert [(title, len(of)) for title, of in some.chapters] == [("a", 2), ("b", 1)]


def test_a_chapter_begins_at_a_post_and_goes_on_to_the_next_chapter() -> None:
    some = picks({0: "", 1: "", 2: "", 3: "z"}).divided(key(1), "noon")

    assert told(some) == "0 1noon 2noon 3z"
    assert told(some.divided(key(1), "dawn")) == "0 1dawn 2dawn 3z"
    assert told(some.divided(key(2), "")) == "0 1 2 3z"
    assert told(some.divided(key(3), "")) == "0 1noon 2noon 3noon"
    assert told(some.divided(key(0), "z")) == "1noon 2noon 3z 0z"
    assert some.divided(key(1), "noon") is some


@pytest.mark.parametrize(
    ("place", "order"),
    [(0, "2b 0a 1a 3b"), (1, "0a 2a 1a 3b"), (2, "0a 1a 2b 3b"), (3, "0a 1a 3b 2b"), (99, "0a 1a 3b 2b")],
)
def test_a_pick_that_is_moved_takes_the_chapter_it_stands_in(place: int, order: str) -> None:
    moved = picks({0: "a", 1: "a", 2: "b", 3: "b"}).moved(key(2), place)

    assert told(moved) == ("2a 0a 1a 3b" if place == 0 else order)


def test_a_step_leads_past_the_neighbour_or_over_the_border_of_a_chapter() -> None:
    some = picks({0: "a", 1: "a", 2: "b", 3: "b"})

    down = [some := some.stepped(key(0), 1) for _ in range(4)]

    assert [told(one) for one in down] == ["1a 0a 2b 3b", "1a 0b 2b 3b", "1a 2b 0b 3b", "1a 2b 3b 0b"]
    assert down[3].stepped(key(0), 1) is down[3]
    assert told(down[1].stepped(key(0), -1)) == "1a 0a 2b 3b"


def test_a_chapter_of_one_moves_whole() -> None:
    some = picks({0: "a", 1: "b", 2: "b"})

    assert told(some.stepped(key(0), 1)) == "1b 2b 0a"
    assert told(some.stepped(key(0), 1).stepped(key(0), -1)) == "0a 1b 2b"


def test_who_was_asked_when_is_kept_until_nobody_asked() -> None:
    asked = picks(1).with_permission(key(0), Permission.ASKED, LATER)
    granted = asked.with_permission(key(0), Permission.GRANTED, NOON)

    assert (granted.picks[0].permission, granted.picks[0].asked_at) == (Permission.GRANTED, LATER)
    assert granted.with_permission(key(0), Permission.NOT_ASKED, NOON) == picks(1)


def test_an_edit_is_kept_beside_what_was_picked() -> None:
    now = rewritten(post(0), "Other words")

    some = picks(1).heard(entry(now))

    assert (some.picks[0].post, some.picks[0].newest, some.picks[0].latest) == (post(0), now, now)
    assert picks(1).picks[0].latest == post(0)
    assert some.heard(entry(now)) is some
    assert some.heard(entry(post(0))) is some, "an older state is no news"
    assert picks(1).heard(entry(replace(post(0), edited_at=now.edited_at))) == picks(1), "the words are the same"
    assert picks(1).heard(entry(rewritten(post(5), "x"))) == picks(1)


def test_a_post_that_its_author_deleted_is_kept_out_until_the_person_decides() -> None:
    some = picks(1).heard(Entry.first(admitted(post(0), Change.DELETED)))

    assert some.picks[0].deleted_at is not None
    assert not some.picks[0].is_exported
    assert some.with_decision(key(0), IfDeleted.KEEP).picks[0].is_exported
    assert not some.with_decision(key(0), IfDeleted.DROP).picks[0].is_exported
    assert some.heard(Entry.first(admitted(post(0), Change.DELETED))) is some


def test_what_was_done_to_one_post_is_taken_back_alone() -> None:
    before = picks({0: "a", 1: "a", 2: "b"})
    removed = before.without([key(1)]).with_caption(key(2), "said meanwhile")
    moved = before.moved(key(0), 2).added([pick(3)])

    assert told(removed.restored(before, key(1))) == "0a 1a 2b"
    assert removed.restored(before, key(1)).picks[2].caption == "said meanwhile"
    assert told(moved.restored(before, key(0))) == "0a 1a 2b 3"
    assert told(before.restored(picks({0: "a", 2: "b"}), key(1))) == "0a 2b"


def test_what_became_of_many_posts_is_taken_up_at_once() -> None:
    some = picks({0: "a", 1: "b", 2: "a"})
    gone, edited = Entry.first(admitted(post(0), Change.DELETED)), entry(rewritten(post(2), "Other words"))

    now = some.heard_all([gone, edited, entry(post(9))])

    assert now == some.heard(gone).heard(edited)
    assert some.heard_all([entry(post(1))]) == some


def test_nothing_of_people_who_are_forgotten_stays_picked_not_even_that_they_passed_a_post_on() -> None:
    bob = author("Bob", server="x.example")
    by_bob, passed_on = replace(post(0), author=bob), replace(post(1), boosted_by=bob)
    edited = replace(picked(post(2)), newest=replace(rewritten(post(2), "x"), boosted_by=bob))
    some = Picks((picked(by_bob), picked(passed_on), edited, pick(3)))

    for names in ({"@bob@x.example"}, {"https://x.example/users/Bob"}):
        left = some.without_people(KeptOut(frozenset(names)))

        assert told(left) == "1 2 3"
        assert [one.post.boosted_by or one.latest.boosted_by for one in left] == [None, None, None]
        assert left.picks[1].latest.body == edited.latest.body
    assert some.without_people(NOBODY) is some


@pytest.mark.parametrize("act", ["joined", "merged"])
def test_picks_by_the_thousand_take_time_in_line_with_how_many_there_are(act: str) -> None:
    def seconds(many: int) -> float:
        half, whole = picks(many), picks({number: f"{number % many}" for number in range(2 * many)})
        moved = half.moved(key(many - 1), 0)
        begun = process_time()
        if act == "joined":
            Picks(whole.picks)
        else:
            merged(half, moved, whole)
        return process_time() - begun

    few, many = min(seconds(250) for _ in range(3)), min(seconds(2_000) for _ in range(3))

    assert many < 8 * 4 * few + 0.005


@given(
    st.lists(st.sampled_from("abc "), min_size=1, max_size=7),
    st.lists(
        st.tuples(
            st.integers(0, 6), st.sampled_from(("move", "step", "chapter", "divide", "drop")), st.integers(-1, 7)
        ),
        max_size=8,
    ),
)
def test_no_act_loses_or_doubles_a_post_or_tears_a_chapter(
    chapters: list[str], acts: list[tuple[int, str, int]]
) -> None:
    some = picks(dict(enumerate(one.strip() for one in chapters)))
    for number, act, amount in acts:
        before = some
        if key(number) not in some.keys:
            continue
        match act:
            case "move":
                some = some.moved(key(number), amount)
            case "step":
                some = some.stepped(key(number), 1 if amount > 2 else -1)
            case "chapter":
                some = some.with_chapter(key(number), "abc "[amount % 4])
            case "divide":
                some = some.divided(key(number), "abcd "[amount % 5])
            case _:
                some = some.without([key(number)])
        assert before.keys - some.keys == ({key(number)} if act == "drop" else set())
        titles = [title for title, _ in some.chapters]
        assert len(titles) == len(set(titles))
        assert len(some.keys) == len(some)
        assert Picks(some.picks) == some
