"""What is measured of live filters: every figure that is promised, over a pane of few posts."""

from tests.bench.filters import promises
from tests.bench.sifting import Sifting


def test_every_figure_that_is_promised_is_measured() -> None:
    figures = Sifting(300).run()

    kept = promises([figures], [20.0], [30.0])

    assert [promise.limit for promise in kept] == [35.0, 35.0, 35.0, 10.0, 2.0]
    assert kept[-1].value == 1.5
    assert all(figures[name] > 0 for name in ("word: on, painted", "word: off, painted", "judge anew: all"))


def test_what_is_not_looked_at_before_the_first_paint_is_looked_at_later() -> None:
    sifting = Sifting(6000)

    sifting.toggle("nothing", "nowhere -nowhere")

    assert sifting.figures["nothing: looks"] >= 1
