"""Posts that are stored and hidden: why, since when, what brings them back; and what matters of the others."""

from datetime import timedelta

from hashtui.post.post import Author
from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.reading.rate import WINDOW
from hashtui.reading.ruling import NO_RULING, Ruling
from hashtui.reading.standing import Level
from hashtui.reading.timeline import Timeline
from tests.posts import NOON, admitted, post, rewritten

ROBOTS = Ruling(hidden_by=lambda entry, _: "robots" if "robot" in entry.post.body.text else "")


def wants(entry: Entry, _: Moment) -> bool:
    return "unwanted" not in entry.post.body.text


def anything(_: Entry) -> bool:
    return True


def timeline(ruling: Ruling = NO_RULING) -> Timeline:
    return Timeline(wants, anything, ruling=ruling)


def keys(line: Timeline) -> list[str]:
    return [line.at(position).key for position in range(len(line))]


def test_a_hidden_post_says_which_rule_hides_it_and_one_that_is_not_asked_for_says_so() -> None:
    line = timeline(ROBOTS)
    line.take(admitted(post(1, "a robot speaks")))
    line.take(admitted(post(2, "unwanted")))
    line.take(admitted(post(3)))

    reasons = [line.why_hidden(post(number).key) for number in (1, 2, 3)]

    assert reasons == ["robots", "not asked for", ""]
    assert line.reasons() == {"robots": 1, "not asked for": 1}
    assert (len(line), line.hidden, line.stored) == (1, 2, 3)


def test_hidden_posts_stand_in_their_places_while_they_are_shown() -> None:
    line = timeline()
    for number, text in ((1, ""), (2, "unwanted"), (3, "")):
        line.take(admitted(post(number, text)))

    line.show_hidden(True)
    shown = keys(line)
    line.show_hidden(False)

    assert shown == [post(3).key, post(2).key, post(1).key]
    assert keys(line) == [post(3).key, post(1).key]


def test_hidden_posts_are_never_unseen_not_even_while_they_are_shown() -> None:
    line = timeline()
    line.show_hidden(True)

    line.take(admitted(post(1, "unwanted")))

    assert len(line) == 1
    assert line.unseen == set()


def test_a_hidden_post_that_comes_to_be_wanted_comes_in_as_news_in_its_place() -> None:
    line = timeline(ROBOTS)
    for number, text in ((1, ""), (2, "a robot speaks"), (3, "")):
        line.take(admitted(post(number, text)))
    line.see_all()
    came = len(line.arrivals)

    line.take(admitted(rewritten(post(2), "a person speaks"), Change.EDITED))

    assert keys(line) == [post(3).key, post(2).key, post(1).key]
    assert (line.arrivals[came:], line.unseen, line.hidden) == ([post(2).key], {post(2).key}, 0)


def test_a_post_that_is_shown_does_not_leave_because_it_changed() -> None:
    line = timeline(ROBOTS)
    line.take(admitted(post(1)))

    line.take(admitted(rewritten(post(1), "a robot speaks"), Change.EDITED))

    assert (len(line), line.hidden) == (1, 0)


def test_posts_of_a_muted_author_are_hidden_as_muted_and_come_back_as_seen_as_they_were() -> None:
    muted: set[Author] = set()

    def level_of(author: Author) -> Level:
        return Level.MUTED if author in muted else Level.UNKNOWN

    line = Timeline(wants, anything, moment=Moment(NOON, level_of=level_of))
    for number in (1, 2):
        line.take(admitted(post(number)))
    line.see([post(1).key])

    muted.add(post(1).author)
    line.judge_anew(NOON)
    while_muted = (len(line), line.why_hidden(post(1).key), set(line.unseen))
    muted.clear()
    line.judge_anew(NOON)

    assert while_muted == (0, "muted", set())
    assert (len(line), line.unseen) == (2, {post(2).key})


def test_a_pane_that_speaks_of_trust_itself_heeds_no_mute() -> None:
    line = Timeline(wants, anything, moment=Moment(NOON, level_of=lambda _: Level.MUTED), heeds_mutes=False)

    line.take(admitted(post(1)))

    assert len(line) == 1


def test_only_the_entries_asked_about_are_judged_anew() -> None:
    line = timeline()
    for number in (1, 2):
        line.take(admitted(post(number, "a robot speaks")))

    line.judge_anew(NOON, ROBOTS, only=lambda entry: entry.key == post(1).key)

    assert [line.why_hidden(post(number).key) for number in (1, 2)] == ["robots", ""]


def test_a_rule_is_asked_at_the_moment_of_the_change() -> None:
    asked: list[Moment] = []

    def hidden_by(_: Entry, moment: Moment) -> str:
        asked.append(Moment(moment.now))
        return "all"

    line = timeline(Ruling(hidden_by=hidden_by))
    line.take(admitted(post(1)))
    line.take(admitted(post(1), Change.AGAIN, heard_after=timedelta(hours=1)))
    line.judge_anew(NOON)

    assert [moment.now for moment in asked] == [
        post(1).created_at + timedelta(seconds=5),
        post(1).created_at + timedelta(hours=1),
        NOON,
    ]


def test_a_post_heard_long_ago_is_judged_as_of_now() -> None:
    now = NOON + timedelta(days=1)
    line = Timeline(lambda _, moment: moment.now >= now, anything, moment=Moment(now))

    line.take(admitted(post(1)))
    line.take(admitted(post(2), heard_after=timedelta(days=2)))

    assert len(line) == 2


def test_a_post_is_unread_when_it_is_judged_first_and_read_once_it_was_seen() -> None:
    line = Timeline(lambda entry, moment: entry.key in moment.unread, anything)
    line.take(admitted(post(1)))
    wanted_at_first = len(line)

    line.see([post(1).key])
    line.judge_anew(NOON)

    assert (wanted_at_first, len(line)) == (1, 0)


def test_what_matters_and_was_not_seen_is_told_oldest_first() -> None:
    line = timeline(Ruling(matters=lambda entry, _: "vip" in entry.post.body.text))
    for number, text in ((3, "vip"), (1, "vip"), (2, ""), (4, "vip"), (5, "unwanted vip")):
        line.take(admitted(post(number, text)))
    line.see([post(4).key])

    assert line.matter_unseen == [post(1).key, post(3).key]
    assert [line.matters(post(number).key) for number in (1, 2, 4, 5)] == [True, False, True, False]


def test_what_is_stressed_says_how_and_changes_with_the_post() -> None:
    line = timeline(Ruling(style=lambda entry, _: "bold" if "vip" in entry.post.body.text else ""))
    line.take(admitted(post(1, "vip")))
    before = line.style_of(post(1).key)

    line.take(admitted(rewritten(post(1), "nobody"), Change.EDITED))

    assert (before, line.style_of(post(1).key)) == ("bold", "")


def test_what_is_stressed_matters_as_long_as_it_is() -> None:
    line = timeline(Ruling(style=lambda entry, _: "bold" if "vip" in entry.post.body.text else ""))
    line.take(admitted(post(1, "vip")))
    before = line.matters(post(1).key)

    line.take(admitted(rewritten(post(1), "nobody"), Change.EDITED))

    assert (before, line.matters(post(1).key)) == (True, False)


def test_what_is_forgotten_is_not_unseen_any_more() -> None:
    line = Timeline(wants, anything, limit=100)

    for number in range(300):
        line.take(admitted(post(number)))

    assert len(line.unseen) == line.stored <= 100


def test_a_flood_of_hidden_posts_drives_out_hidden_ones_and_not_those_that_are_shown() -> None:
    line = Timeline(wants, anything, limit=100)
    for number in range(50):
        line.take(admitted(post(number)))

    for number in range(50, 1_050):
        line.take(admitted(post(number, "unwanted")))

    assert len(line) == 50
    assert line.stored <= 100
    assert (line.hidden, line.forgotten) == (1_000, 1_050 - line.stored)


def test_news_of_a_hidden_post_that_was_forgotten_counts_it_no_second_time() -> None:
    line = Timeline(wants, anything, limit=20)
    for number in range(100):
        line.take(admitted(post(number, "unwanted")))

    line.take(admitted(post(0, "unwanted"), Change.AGAIN))

    assert line.hidden == 100


def test_what_an_earlier_session_saw_is_seen_when_it_comes_again() -> None:
    line = timeline()
    line.was_seen(post(3).created_at, {post(2).key})

    for number in (1, 2, 3, 4):
        line.take(admitted(post(number)))

    assert line.unseen == {post(2).key, post(4).key}
    assert [line.has_seen(post(number).key) for number in (1, 2, 9)] == [True, False, False]


def test_the_newest_post_that_is_kept_may_be_a_hidden_one() -> None:
    line = timeline()
    nothing = line.newest_at
    line.take(admitted(post(1)))
    line.take(admitted(post(2, "unwanted")))

    assert (nothing, line.newest_at) == (None, post(2).created_at)


def test_unseen_again_hidden_and_wanted_again_a_post_is_unseen() -> None:
    line = timeline(ROBOTS)
    line.take(admitted(post(1, "a robot")))
    line.judge_anew(NOON, NO_RULING)
    line.see([post(1).key])
    for ruling in (ROBOTS, NO_RULING):
        line.judge_anew(NOON, ruling)
    seen = set(line.unseen)

    line.unsee(frozenset({post(1).key}))
    for ruling in (ROBOTS, NO_RULING):
        line.judge_anew(NOON, ruling)

    assert (seen, line.unseen) == (set(), {post(1).key})


def test_of_hidden_posts_that_are_shown_those_are_unread_that_were_not_seen() -> None:
    line = timeline(ROBOTS)
    for number in (1, 2):
        line.take(admitted(post(number, "a robot")))
    line.show_hidden(True)

    line.see([post(1).key])
    line.sift(lambda entry, moment: entry.key in moment.unread, NOON)

    assert [line.at(position).key for position in range(len(line))] == [post(2).key]


def test_only_what_is_wanted_counts_for_the_rate() -> None:
    line = timeline(ROBOTS)
    for number, text in enumerate(("", "a robot", "", "unwanted")):
        line.take(admitted(post(number, text, minutes=0)))
    with_robots_hidden = line.rate.per_minute(NOON)

    line.judge_anew(NOON, NO_RULING)

    assert (with_robots_hidden, line.rate.per_minute(NOON)) == (2 / WINDOW, 3 / WINDOW)
