"""Posts that are announced: which, once each, how often, and when in silence."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest

from hashtui.filter import parse
from hashtui.filter.rules import Rule, Rules
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind
from hashtui.post.sighting import Change
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.tui import alerts
from hashtui.tui.alerts import Alerts
from hashtui.tui.voice import voice_of
from tests.posts import NOON, admitted, entry, post, rewritten

MOMENT = Moment(NOON)
END = "\x1b\\"


def rules(*tags: str, quiet: tuple[time, time] | None = None) -> Rules:
    """An alert rule for each tag, called after it."""
    return Rules(alert=tuple(Rule(clean_line(f"about {tag}"), parse(f"#{tag}")) for tag in tags), quiet=quiet)


@dataclass
class Desk:
    """Alerts on a terminal that takes everything down."""

    alerts: Alerts
    said: list[str]
    seen: set[str] = field(default_factory=set)
    seconds: float = 0.0
    now: datetime = NOON

    def wait(self, seconds: float) -> list[str]:
        """Let so much time pass; what was said meanwhile."""
        before = len(self.said)
        end = self.seconds + seconds
        while self.seconds < end:
            self.seconds += 0.25
            self.alerts.tick(self.now, self.seconds, lambda key: key not in self.seen)
        return self.said[before:]


def desk(the_rules: Rules, term: str = "xterm-256color") -> Desk:
    said: list[str] = []
    return Desk(Alerts(the_rules, voice_of({"TERM": term}), said.append, zone=UTC), said)


def test_a_post_that_a_rule_wants_rings_and_notifies_once() -> None:
    it = desk(rules("capcomnet"))

    noted = it.alerts.consider(entry(post(1, "Bonjour #capcomnet; ça va")), MOMENT)
    said = it.wait(20)

    assert noted
    assert said == [
        f"\x1b]0;(1) hashtui{END}",
        f"\x07\x1b]9;hashtui: about capcomnet: @ana@social.example: Bonjour #capcomnet, ça va{END}",
    ]


def test_another_pane_an_edit_and_a_boost_of_it_say_nothing_more() -> None:
    it = desk(rules("capcomnet"))
    it.alerts.consider(entry(post(1)), MOMENT)
    it.wait(20)

    again = [
        it.alerts.consider(entry(post(1)), MOMENT),
        it.alerts.consider(entry(rewritten(post(1), "other words")), MOMENT),
    ]

    assert again == [False, False]
    assert it.wait(20) == []


def test_what_no_rule_wants_what_was_there_before_and_what_is_deleted_is_not_announced() -> None:
    it = desk(rules("paris20"))
    held = Entry.first(admitted(post(2, tags=("paris20",)), held=True))
    gone = Entry.first(admitted(post(3, tags=("paris20",)), Change.DELETED))

    noted = [it.alerts.consider(one, MOMENT) for one in (entry(post(1)), held, gone)]

    assert noted == [False, False, False]
    assert it.wait(20) == []


def test_a_post_that_is_deleted_before_it_was_announced_is_not() -> None:
    it = desk(rules("capcomnet"))
    it.alerts.consider(entry(post(1)), MOMENT)
    it.alerts.consider(replace(entry(post(1)), deleted_at=NOON), MOMENT)

    assert [word for word in it.wait(20) if "\x07" in word] == []


def test_a_burst_makes_one_notification_with_one_sound() -> None:
    it = desk(rules("capcomnet", "paris20"))
    for number in range(3):
        it.alerts.consider(entry(post(number)), MOMENT)

    assert it.wait(20)[-1] == f"\x07\x1b]9;hashtui: 3 posts: about capcomnet{END}"

    it.alerts.consider(entry(post(4)), MOMENT)
    it.alerts.consider(entry(post(5, tags=("paris20",))), MOMENT)

    assert it.wait(20)[-1] == f"\x07\x1b]9;hashtui: 2 posts: about capcomnet, about paris20{END}"


def test_sounds_are_some_seconds_apart_however_fast_posts_come() -> None:
    it = desk(rules("capcomnet"))
    sounds = []
    for number in range(80):
        it.alerts.consider(entry(post(number)), MOMENT)
        sounds += [it.seconds for word in it.wait(0.25) if "\x07" in word]

    assert len(sounds) == 4
    assert all(later - earlier >= alerts.SPACING for earlier, later in pairwise(sounds))


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_go_over_midnight_by_the_clock_on_the_wall(at: str, is_quiet: bool) -> None:
    there = timezone(timedelta(hours=-5))
    said: list[str] = []
    on_the_wall = datetime.combine(NOON.date(), time.fromisoformat(at), there)
    quiet = Alerts(rules("capcomnet", quiet=(time(22), time(7))), voice_of({"TERM": "xterm"}), said.append, zone=there)
    it = Desk(quiet, said, now=on_the_wall.astimezone(UTC))
    quiet.consider(entry(post(1)), MOMENT)

    it.wait(20)

    assert any("\x07" in word for word in said) is not is_quiet
    assert said[0] == f"\x1b]0;(1) hashtui{END}"


@pytest.mark.parametrize(("at", "is_quiet"), [("12:59", False), ("13:00", True), ("13:59", True), ("14:00", False)])
def test_quiet_hours_within_a_day_begin_and_end_to_the_minute(at: str, is_quiet: bool) -> None:
    now = datetime.combine(NOON.date(), time.fromisoformat(at), UTC)
    it = desk(rules("capcomnet", quiet=(time(13), time(14))))
    it.now = now
    it.alerts.consider(entry(post(1)), MOMENT)

    assert any("\x07" in word for word in it.wait(20)) is not is_quiet


def test_a_picture_without_words_is_announced_by_its_own_description() -> None:
    it = desk(rules("capcomnet"))
    pictures = tuple(Media(MediaKind.IMAGE, alt=clean_text(words)) for words in ("A blue door", "A red door"))
    it.alerts.consider(entry(replace(post(1), body=Body(clean_text("")), media=pictures)), MOMENT)

    assert "@ana@social.example: A blue door" in "".join(it.wait(20))


def test_what_came_in_quiet_hours_is_not_announced_afterwards() -> None:
    it = desk(rules("capcomnet", quiet=(time(11), time(13))))
    it.alerts.consider(entry(post(1)), MOMENT)
    title = it.wait(20)
    it.now += timedelta(hours=2)

    assert it.wait(20) == []
    assert title == [f"\x1b]0;(1) hashtui{END}"]


def test_what_comes_within_a_second_of_the_first_is_announced_with_it() -> None:
    it = desk(rules("capcomnet"))
    it.alerts.consider(entry(post(1)), MOMENT)
    early = [word for word in it.wait(0.75) if "\x07" in word]
    it.alerts.consider(entry(post(2)), MOMENT)
    said = [word for word in it.wait(20) if "\x07" in word]

    assert early == []
    assert len(said) == 1
    assert "2 posts" in said[0]


def test_the_title_counts_what_is_unseen_and_is_given_back_at_the_end() -> None:
    it = desk(rules("capcomnet"))
    for number in range(2):
        it.alerts.consider(entry(post(number)), MOMENT)
    it.wait(3)
    it.seen.add(post(0).key)
    one = it.wait(3)
    it.seen.add(post(1).key)
    none = it.wait(3)
    it.alerts.close()
    it.alerts.close()

    assert (one, none) == ([f"\x1b]0;(1) hashtui{END}"], [f"\x1b]0;hashtui{END}"])
    assert it.said[-1] == f"\x1b]0;{END}"
    assert it.said.count(f"\x1b]0;{END}") == 1


def test_without_alerts_nothing_is_ever_said() -> None:
    it = desk(rules())
    it.alerts.consider(entry(post(1)), MOMENT)

    it.wait(20)
    it.alerts.close()

    assert it.said == []


def test_the_linux_console_has_the_bell_alone() -> None:
    it = desk(rules("capcomnet"), "linux")
    it.alerts.consider(entry(post(1)), MOMENT)

    it.wait(20)
    it.alerts.close()

    assert it.said == ["\x07"]


def test_a_content_warning_stands_for_the_words_it_warns_of() -> None:
    it = desk(rules("capcomnet"))
    warned = replace(post(1, "the secret"), content_warning=clean_text("food"))
    it.alerts.consider(entry(warned), MOMENT)

    said = "".join(it.wait(20))

    assert "@ana@social.example: food" in said
    assert "secret" not in said


def test_what_was_announced_can_be_asked_for_and_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "REMEMBERED", 100)
    it = desk(rules("capcomnet"))
    for number in range(5000):
        it.alerts.consider(entry(post(number)), MOMENT)

    known = [number for number in range(5000) if post(number).key in it.alerts.alerted]

    assert 100 <= len(known) <= 1100
    assert known[-1] == 4999


def test_other_rules_can_take_over_and_nothing_is_announced_twice() -> None:
    it = desk(rules("capcomnet"))
    it.alerts.consider(entry(post(1)), MOMENT)
    it.wait(20)
    it.alerts.rules = rules("capcomnet", "paris20")

    assert not it.alerts.consider(entry(post(1)), MOMENT)
    assert it.alerts.consider(entry(post(2, tags=("paris20",))), MOMENT)
