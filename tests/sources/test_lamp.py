"""How sources say how they are."""

from datetime import timedelta

from hashtui.clock import HandClock
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Report, State
from hashtui.sources.lamp import Lamp, Mood
from tests.sources.paper import START

SOURCE = clean_line("https://social.example")


def lamp() -> Lamp:
    return Lamp(SOURCE, HandClock(START))


def test_a_lamp_says_how_it_is_once_until_that_changes() -> None:
    one, away = lamp(), Mood(State.RECONNECTING, "gone", START + timedelta(seconds=5), "wait")

    assert list(one.say(away)) == [
        Report(SOURCE, State.RECONNECTING, clean_line("gone"), START, START + timedelta(seconds=5), clean_line("wait"))
    ]
    assert list(one.say(away)) == []
    assert [report.state for report in one.say(Mood(State.LIVE))] == [State.LIVE]


def test_a_new_listening_is_told_anew_how_it_is() -> None:
    one = lamp()
    list(one.say(Mood(State.LIVE)))

    one.begin()

    assert not one.is_up
    assert [report.state for report in one.say(Mood(State.LIVE))] == [State.LIVE]


def test_a_lamp_is_up_while_something_answers_and_live_while_all_is_well() -> None:
    one, said = lamp(), []

    for state in (State.RECONNECTING, State.CATCHING_UP, State.LIVE, State.REFUSED):
        list(one.say(Mood(state)))
        said.append((one.is_up, one.is_live))

    assert said == [(False, False), (True, False), (True, True), (False, False)]


def test_what_a_server_says_of_itself_is_made_safe() -> None:
    (report,) = lamp().say(Mood(State.LIVE, "it says \x1b[31mred\x1b[0m", help="ask\x07 it"))

    assert "\x1b" not in report.reason
    assert "\x07" not in (report.help or "")
