"""A pane's pulse: the peaks of what the pane shows, whatever comes, changes or goes, a little at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import inf

from hashtui.filter import read_pane
from hashtui.post.clean import clean_line
from hashtui.post.post import Post
from hashtui.post.sighting import Boost, Change
from hashtui.post.tag import Tag
from hashtui.reading.boosters import Boosters
from hashtui.reading.entry import Entry
from hashtui.reading.mark import PeakMark
from hashtui.reading.moment import Moment
from hashtui.reading.summary.gathering import gathered
from hashtui.reading.summary.peak import Peak, Sensitivity
from hashtui.reading.timeline import Timeline
from hashtui.tui.pane_making import timeline_of
from hashtui.tui.pulse import LOOK, Pulse
from tests.posts import NOON, SOURCE, admitted, author, post, rewritten
from tests.tui.bursts import burst, calm, hour_with

LATER = NOON + timedelta(minutes=90)
TAGS = (Tag.of("capcomnet"),)
TOLD = ((25.0, "wagon Sésame"), (45.0, "prix Garance"))


class Hand:
    """A pulse over a timeline, and seconds that pass by hand."""

    def __init__(self, timeline: Timeline | None = None, boosters: Boosters | None = None) -> None:
        self.timeline = timeline_of(read_pane("#capcomnet")) if timeline is None else timeline
        self.pulse = Pulse(self.timeline, boosters=boosters, tags=TAGS)
        self.seconds = 0.0

    def hear(self, posts: Sequence[Post], *, held: bool = False) -> None:
        for one in posts:
            self.timeline.take(admitted(one, held=held))

    def rest(self, now: datetime = LATER, seconds: float = 5.0) -> tuple[Peak, ...]:
        """Let it do all it has to do then."""
        self.seconds += seconds
        self.pulse.go_on(inf, now, self.seconds)
        return self.pulse.peaks


def shown(timeline: Timeline) -> list[Entry]:
    return [timeline.at(position) for position in range(len(timeline))]


def expected(timeline: Timeline, boosts: Sequence[Boost] = ()) -> tuple[Peak, ...]:
    return gathered(shown(timeline), boosts, tags=TAGS).peaks()


def about(peaks: Sequence[Peak]) -> list[int]:
    """In which five minutes past twelve each begins, as far as the length of bins lets it."""
    return [5 * round(peak.start.minute / 5) for peak in peaks]


def boosts_of(posts: Sequence[Post]) -> list[Boost]:
    """Each third post is passed on by three people some minutes later."""
    return [
        Boost(one.key, author(f"fan{fan}"), at, SOURCE, at)
        for number, one in enumerate(posts)
        if number % 3 == 0
        for fan in range(3)
        for at in (one.created_at + timedelta(minutes=1 + fan),)
    ]


def test_it_finds_what_a_gathering_of_the_same_posts_and_boosts_finds() -> None:
    posts, boosters = hour_with(*TOLD), Boosters()
    boosts = boosts_of(posts)
    for boost in boosts:
        boosters.pass_on(boost)
    hand = Hand(boosters=boosters)
    hand.hear(posts, held=True)
    hand.pulse.begin_anew()

    peaks = hand.rest()

    assert about(peaks) == [25, 45]
    assert peaks == expected(hand.timeline, boosts)


def test_posts_that_come_one_by_one_and_boosts_between_give_the_same() -> None:
    posts, boosters = hour_with(*TOLD), Boosters()
    hand = Hand(boosters=boosters)
    boosts = sorted(boosts_of(posts), key=lambda boost: boost.created_at)
    heard: list[Post | Boost] = [*posts, *boosts]
    heard.sort(key=lambda one: one.created_at)
    for one in heard:
        if isinstance(one, Boost):
            boosters.pass_on(one)
            hand.timeline.pass_on(one)
        else:
            hand.hear([one])
        hand.rest(one.created_at, 0.1)

    assert hand.rest() == expected(hand.timeline, boosts)


def test_older_posts_that_are_asked_for_are_read_in_their_order() -> None:
    posts = hour_with(*TOLD)
    hand = Hand()
    hand.hear(posts[80:])
    hand.rest()
    hand.hear(posts[79::-1], held=True)

    hand.rest()
    peaks = hand.rest()

    assert peaks == expected(hand.timeline)
    assert not hand.pulse.is_busy


def test_the_timeline_tells_where_each_peak_begins() -> None:
    hand = Hand()
    hand.hear(hour_with(*TOLD))

    peaks = hand.rest()

    assert hand.timeline.marks == tuple(PeakMark(peak) for peak in reversed(peaks))


def test_what_is_deleted_counts_no_more_and_what_is_edited_says_the_new_words() -> None:
    hand = Hand()
    hand.hear(hour_with((25, "wagon Sésame"), (45, "prix Garance"), voices=16))
    hand.rest()
    for one in burst(45, "prix Garance", voices=16):
        hand.timeline.take(admitted(one, Change.DELETED))
    first = burst(25, "wagon Sésame", voices=16)[0]
    hand.timeline.take(admitted(rewritten(first, "Nothing at all."), Change.EDITED))

    hand.pulse.sensitivity = Sensitivity.NORMAL
    peaks = hand.rest(LATER + timedelta(minutes=5))
    kept = hand.pulse.chronicle.posts

    assert "nothing" in kept[first.key].entry.post.body.text.lower()
    assert not any(one.key in kept for one in burst(45, "prix Garance", voices=16))
    hand.pulse.begin_anew()
    assert [peak.start for peak in hand.rest()] == [peak.start for peak in peaks if peak.start.minute < 40]


def test_a_filter_gives_the_peaks_of_what_it_lets_through_and_none_gives_them_all_again() -> None:
    hand = Hand()
    hand.hear(hour_with(*TOLD))
    before = hand.rest()

    hand.timeline.sift(lambda entry, _: "Garance" not in entry.post.body.text, LATER)
    hand.timeline.sift_on(lambda: True)
    filtered = hand.rest()
    filtered_of = expected(hand.timeline)
    hand.timeline.sift(None, LATER)

    assert filtered == filtered_of
    assert about(filtered) == [25]
    assert hand.rest() == before


def test_hidden_posts_count_for_nothing_though_they_are_shown_dimmed() -> None:
    hand = Hand(timeline_of(read_pane("#capcomnet -Garance")))
    hand.hear(hour_with(*TOLD))
    before = hand.rest()

    hand.timeline.show_hidden(on=True)
    hand.pulse.begin_anew()

    assert hand.rest() == before
    assert about(before) == [25]


def test_posts_that_were_hidden_and_are_wanted_now_count() -> None:
    wanted = [False]

    def wants(entry: Entry, _: Moment) -> bool:
        return wanted[0] or "Garance" not in entry.post.body.text

    hand = Hand(Timeline(wants, lambda _: True, tags=TAGS))
    hand.hear(hour_with(*TOLD))
    before = hand.rest()
    wanted[0] = True

    hand.timeline.judge_anew(LATER)

    assert len(hand.rest()) == len(before) + 1


def test_what_the_timeline_forgets_is_dropped() -> None:
    hand = Hand(Timeline(lambda _, __: True, lambda _: True, tags=TAGS, limit=100))
    hand.hear(hour_with(*TOLD)[:100])
    hand.rest()

    hand.hear(hour_with(*TOLD)[100:])
    hand.rest()

    assert set(hand.pulse.chronicle.posts) == {entry.key for entry in shown(hand.timeline)}


def test_with_no_time_nothing_is_read_and_with_a_little_not_all() -> None:
    hand = Hand()
    hand.hear(calm(60))

    hand.pulse.go_on(0.0, LATER, 1.0)

    assert not hand.pulse.chronicle.posts
    assert hand.pulse.is_busy


def test_a_quiet_timeline_gives_nothing_to_do() -> None:
    hand = Hand()
    hand.hear(hour_with(*TOLD))
    hand.rest()
    chronicle, revision, marks = hand.pulse.chronicle, hand.pulse.chronicle.revision, hand.timeline.marks

    hand.rest(LATER + timedelta(minutes=10))

    assert hand.pulse.is_whole
    assert hand.pulse.chronicle is chronicle
    assert chronicle.revision == revision
    assert hand.timeline.marks is marks


def test_a_minute_that_goes_on_is_no_news_and_one_that_is_over_is() -> None:
    hand, posts = Hand(), [*calm(27), *burst(25, "wagon Sésame")]
    hand.hear(sorted(posts, key=lambda one: one.created_at))

    within = hand.rest(NOON + timedelta(minutes=25, seconds=50))
    after = hand.rest(NOON + timedelta(minutes=27))

    assert within == ()
    assert about(after) == [25]
    assert after[0].is_open


def test_another_sensitivity_is_looked_for_at_once_in_the_same_chronicle() -> None:
    hand = Hand()
    hand.hear(hour_with((25, "wagon Sésame"), (45, "prix Garance"), voices=6))
    hand.rest()
    chronicle = hand.pulse.chronicle

    hand.pulse.sensitivity = Sensitivity.SENSITIVE
    wanted = hand.pulse.is_busy
    sensitive = hand.rest(seconds=0.01)

    assert wanted
    assert hand.pulse.chronicle is chronicle
    assert sensitive == gathered(shown(hand.timeline), tags=TAGS, sensitivity=Sensitivity.SENSITIVE).peaks()


def test_it_goes_on_from_a_chronicle_that_is_given_to_it() -> None:
    hand = Hand()
    hand.hear(hour_with(*TOLD)[:-20])
    given = gathered(shown(hand.timeline), tags=TAGS)
    hand.rest()
    hand.hear(hour_with(*TOLD)[-20:])

    hand.pulse.adopt(given)
    hand.rest()

    assert hand.pulse.chronicle is given
    assert len(given.posts) == len(hand.timeline)


def test_a_chronicle_of_other_posts_is_not_gone_on_from() -> None:
    hand = Hand()
    hand.hear(hour_with(*TOLD))
    other = replace(shown(hand.timeline)[0])
    other = replace(other, post=replace(other.post, key=clean_line("https://social.example/other")))
    given = gathered([*shown(hand.timeline), other], tags=TAGS)

    hand.pulse.adopt(given)
    hand.rest()
    hand.rest()

    assert hand.pulse.chronicle is not given
    assert hand.pulse.peaks == expected(hand.timeline)


def test_a_boost_heard_before_its_post_counts_when_the_post_comes() -> None:
    boosters, one = Boosters(), post(1, "A wagon named Sésame")
    hand = Hand(boosters=boosters)
    boosters.pass_on(Boost(one.key, author("bob"), NOON + timedelta(minutes=2), SOURCE, NOON))
    hand.rest()

    hand.hear([one])
    hand.rest()

    assert list(hand.pulse.chronicle.posts[one.key].boosters) == [author("bob").key]


def test_it_rests_between_two_looks_for_peaks_however_much_comes() -> None:
    hand, posts = Hand(), hour_with(*TOLD)
    hand.hear(posts[:20])
    first = hand.rest()
    hand.hear(posts[20:])

    at_once = hand.rest(seconds=0.9 * LOOK)
    later = hand.rest(seconds=600)

    assert first == at_once == ()
    assert hand.pulse.chronicle.posts.keys() == {one.key for one in posts}
    assert later == expected(hand.timeline) != ()
