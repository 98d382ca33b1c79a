"""Work that is done part by part."""

from collections.abc import Generator

from hashtui.reading.summary.parts import whole
from hashtui.reading.summary.scope import Scope
from hashtui.reading.summary.summarise import summarise, synthesis
from tests.posts import NOON
from tests.reading.summary.talk import chatter, chronicle_of, until, wish


def counted(parts: Generator[None, None, object]) -> int:
    return sum(1 for _ in parts)


def test_the_whole_is_what_comes_of_the_last_part() -> None:
    def two_parts() -> Generator[None, None, str]:
        yield
        yield
        return "made"

    assert whole(two_parts()) == "made"


def test_a_scope_is_looked_at_and_its_digest_chosen_segment_by_segment() -> None:
    chronicle = chronicle_of(chatter(120))
    scope = Scope.of(chronicle, NOON, until(600))

    assert len(scope.segments) == 6
    assert counted(Scope.look(chronicle, NOON, until(600))) >= 12
    assert counted(scope.choose(15)) >= 6


def test_a_summary_made_part_by_part_is_the_one_made_at_once() -> None:
    chronicle = chronicle_of(chatter(120))

    def resumed() -> Generator[None, None, object]:
        return (yield from synthesis(chronicle, wish()))

    assert counted(synthesis(chronicle, wish())) > 20
    assert whole(resumed()) == summarise(chronicle, wish())
