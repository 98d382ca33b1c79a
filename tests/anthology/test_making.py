"""What stands in an anthology, in which order, and what does not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.making import LONGEST_STEM, MOST_OF_A_DAY, Lore, make_anthology, usual_stem, usual_title
from hashtui.anthology.picks import Picks
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.pick import IfDeleted, Permission
from hashtui.post.post import Counts, Media, MediaKind
from hashtui.post.sighting import Boost
from tests.anthology.binding import COLOPHON, MADE, PARIS, bound
from tests.anthology.picking import pick
from tests.posts import NOON, SOURCE, author, entry, post, rewritten


def told(anthology: Anthology) -> list[tuple[str, list[str]]]:
    """Each chapter with the numbers of its posts."""
    return [
        (str(chapter.title), [leaf.entry.key.rpartition("/")[2] for leaf in chapter.leaves])
        for chapter in anthology.chapters
    ]


def test_picks_stand_first_in_their_order_and_chapters_and_the_others_follow_by_time() -> None:
    made = bound(post(4), post(1), post(3), post(2), picks=[pick(3, "b"), pick(1, "a")])

    assert told(made) == [("b", ["3"]), ("a", ["1"]), ("21 November 2026", ["2", "4"])]


def test_posts_of_one_day_need_no_title_and_those_of_several_stand_by_day() -> None:
    late = post(9, minutes=11 * 60 + 30)  # 23:30 UTC is past midnight in Paris

    assert told(bound(post(1), post(2))) == [("", ["1", "2"])]
    assert told(bound(post(1), late)) == [("21 November 2026", ["1"]), ("22 November 2026", ["9"])]


def test_a_long_day_has_a_chapter_an_hour() -> None:
    posts = [post(number, minutes=number * 120 / MOST_OF_A_DAY) for number in range(MOST_OF_A_DAY + 1)]

    made = bound(*posts)

    assert [(title, len(keys)) for title, keys in told(made)] == [
        ("21 November 2026, 13:00–14:00 (UTC+1)", 125),
        ("21 November 2026, 14:00–15:00 (UTC+1)", 125),
        ("21 November 2026, 15:00–16:00 (UTC+1)", 1),
    ]


def test_a_day_that_is_as_long_as_a_chapter_may_be_is_one() -> None:
    posts = [post(number, minutes=number * 120 / MOST_OF_A_DAY) for number in range(MOST_OF_A_DAY)]
    other = post(9_999, minutes=24 * 60)

    assert [len(keys) for _, keys in told(bound(*posts))] == [MOST_OF_A_DAY]
    assert [len(keys) for _, keys in told(bound(*posts, other))] == [MOST_OF_A_DAY, 1]


@pytest.mark.parametrize(
    ("labels", "times", "title", "stem"),
    [
        (["#paris20"], [NOON], "#paris20, 21 November 2026", "paris20-2026-11-21"),
        (["#a", "Été !"], [NOON + timedelta(days=1), NOON], "#a · Été !, 21–22 November 2026", "a-été-2026-11-21"),
        ([], [NOON + timedelta(hours=12)], "Posts, 22 November 2026", "posts-2026-11-22"),
        (["…"], [], "…", "posts-2026-11-21"),
        (["x" * 41], [], "x" * 41, f"{'x' * LONGEST_STEM}-2026-11-21"),
        (["x" * 39 + "_y"], [], "x" * 39 + "_y", f"{'x' * 39}-2026-11-21"),
    ],
)
def test_it_is_called_by_what_it_is_about_and_its_days(
    labels: list[str], times: list[datetime], title: str, stem: str
) -> None:
    assert usual_title(labels, times, PARIS) == title
    assert usual_stem(labels, min(times, default=NOON), PARIS) == stem


def test_a_post_of_which_only_the_pick_is_left_is_heard_through_nobody_known() -> None:
    (leaf,) = bound(picks=[pick(1)]).leaves

    assert (leaf.entry.source, leaf.entry.sources, leaf.entry.live) == ("unknown", ("unknown",), False)
    assert leaf.entry.tags == frozenset(post(1).tags)


def test_what_was_deleted_or_refused_is_left_out_and_counted() -> None:
    deleted = replace(pick(1), deleted_at=MADE)
    refused = replace(pick(2), permission=Permission.REFUSED)

    made = bound(post(2), post(3), picks=[deleted, refused])

    assert told(made) == [("", ["3"])]
    assert made.colophon.left_out == {"deleted by their authors": 1, "refused by their authors": 1}


@pytest.mark.parametrize("kept", [True, False])
def test_what_the_author_deleted_since_it_was_picked_is_left_out_unless_it_was_kept_on_purpose(kept: bool) -> None:
    gone = replace(entry(post(1)), deleted_at=MADE)
    chosen = replace(pick(1), if_deleted=IfDeleted.KEEP) if kept else pick(1)

    made = make_anthology([gone, entry(post(2))], [chosen], title=clean_line("One"), colophon=COLOPHON)

    assert [leaf.entry.key for leaf in made.leaves] == ([post(1).key] if kept else []) + [post(2).key]
    assert made.colophon.left_out.get("deleted by their authors", 0) == (0 if kept else 1)


def test_what_was_deleted_stands_when_it_was_kept_on_purpose() -> None:
    kept = replace(pick(1), deleted_at=MADE, if_deleted=IfDeleted.KEEP)

    made = bound(picks=[kept])

    assert told(made) == [("", ["1"])]
    assert made.colophon.left_out == {}


def test_a_pick_stands_in_the_state_its_author_gave_it_last() -> None:
    before, after = post(1, "as it was"), rewritten(post(1), "as it is")
    known_to_the_pick = replace(pick(1, "", "as it was"), newest=after)

    leaves = [
        next(bound(after, picks=[pick(1, "", "as it was")]).leaves),
        next(bound(before, picks=[known_to_the_pick]).leaves),
    ]

    assert [leaf.entry.post.body.text for leaf in leaves] == ["as it is"] * 2
    assert [leaf.was_edited_since for leaf in leaves] == [True, True]


@pytest.mark.parametrize(
    ("change", "is_edited"),
    [
        ({"body": Body(clean_text("other words"))}, True),
        ({"content_warning": clean_text("spiders")}, True),
        ({"sensitive": True}, True),
        ({"media": (Media(MediaKind.IMAGE, clean_line("https://x.example/1.png"), clean_text("a door")),)}, True),
        ({"counts": Counts(favourites=9)}, False),
        ({"body": Body(clean_text("other words")), "edited_at": None}, False),
    ],
)
def test_the_screen_the_book_and_the_table_call_the_same_posts_edited(
    change: dict[str, object], *, is_edited: bool
) -> None:
    picked = pick(1, "", "as it was")
    after = replace(rewritten(picked.post, "as it was"), **change)  # type: ignore[arg-type]  # a field each

    heard = Picks((picked,)).heard(entry(after)).picks[0]
    (leaf,) = bound(after, picks=[picked]).leaves

    assert [heard.was_edited, heard.newest is not None, leaf.was_edited_since] == [is_edited] * 3


def test_what_its_author_wrote_back_as_it_was_is_not_told_to_be_edited() -> None:
    picked = pick(1, "", "as it was")
    back = replace(picked.post, edited_at=MADE)

    heard = Picks((picked,)).heard(entry(rewritten(picked.post, "else"))).heard(entry(back)).picks[0]

    assert (heard.latest.body, heard.was_edited) == (picked.post.body, False)


def test_everybody_is_credited_with_how_much_and_when_by_their_handles() -> None:
    other = replace(post(9, minutes=-60), author=author("Bo", "", "a.example"))
    renamed = replace(post(3), author=replace(author(), name=clean_line("Ana, later")))

    made = bound(post(1), renamed, other)

    found = [(one.author.handle, one.author.name, one.posts, one.first, one.last) for one in made.contributors]
    assert found == [
        ("@ana@social.example", "Ana, later", 2, NOON + timedelta(minutes=1), NOON + timedelta(minutes=3)),
        ("@Bo@a.example", "", 1, NOON - timedelta(hours=1), NOON - timedelta(hours=1)),
    ]


def test_only_what_concerns_its_posts_is_known_of_boosts() -> None:
    boosts = [Boost(post(number).key, author("bo"), NOON, SOURCE, NOON) for number in (1, 2)]

    made = bound(post(1), lore=Lore(boosts=boosts))

    assert made.boosts == (boosts[0],)


@pytest.mark.parametrize("count", [0, 3])
def test_it_knows_how_many_posts_it_has(count: int) -> None:
    made = bound(*map(post, range(count)))

    assert (made.posts, len(list(made.leaves)), made.colophon) == (count, count, replace(COLOPHON, left_out={}))
