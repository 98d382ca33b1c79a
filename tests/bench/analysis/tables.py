"""Ours and the rivals side by side, by what they were measured for."""

from collections.abc import Iterator, Sequence
from statistics import fmean

from tests.bench.analysis.cost import Cost
from tests.bench.analysis.days import CALM_RATES, EVERY_RATE, Day
from tests.bench.analysis.figures import Table
from tests.bench.analysis.graft import ATTACKS
from tests.bench.analysis.promises import total
from tests.bench.analysis.telling import LIMITS


def tables_of(days: Sequence[Day], cost: Cost | None = None) -> tuple[Table, ...]:
    """Everything that was measured."""
    return (*_peaks(days), *_calm(days), *_digests(days), *_trust(days), *_copies(days), *_findings(days), *_cost(cost))


def _peaks(days: Sequence[Day]) -> Iterator[Table]:
    for rate in EVERY_RATE:
        names = dict.fromkeys(name for day in days for at, name in day.peaks if at == rate)
        rows = []
        for name in names:
            score = total([day.peaks[rate, name] for day in days if (rate, name) in day.peaks])
            rows.append(
                (name, score.precision, score.recall, score.f1, score.strict, score.alarms, score.planted, score.storm)
            )
        head = ("peaks by", "precision", "recall", "F1", "F1, one alarm each", "alarms", "planted", "on spam and flood")
        if rows:
            yield Table(f"Peaks at {rate:g} posts and boosts a minute and tag", head, tuple(rows))


def _calm(days: Sequence[Day]) -> Iterator[Table]:
    calm = [day.calm for day in days if day.calm]
    if calm:
        rows = tuple((f"{rate:g}", 4 * len(calm), sum(day[rate] for day in calm)) for rate in CALM_RATES)
        yield Table("Calm hours, two tags", ("rate", "hours", "peaks"), rows)


def _digests(days: Sequence[Day]) -> Iterator[Table]:
    digests = [day.digests for day in days if day.digests]
    for limit in LIMITS if digests else ():
        rows: list[tuple[str | float, ...]] = []
        for name in digests[0]:
            told = [one[name][limit] for one in digests]
            rouge = tuple(fmean(one.rouge[place] for one in told) for place in range(3))
            rows.append(
                (name, fmean(one.facts for one in told), fmean(one.bad for one in told),
                 fmean(one.on_fact for one in told), *rouge)
            )  # fmt: skip
        head = ("digest by", "facts told", "bad posts", "on fact", "ROUGE-1", "ROUGE-2", "ROUGE-L")
        yield Table(f"Digest of {limit} posts", head, tuple(rows))


def _trust(days: Sequence[Day]) -> Iterator[Table]:
    gained = [day.gained for day in days if day.gained]
    if not gained:
        return
    rows = []
    for attack in ATTACKS:
        of = [one[attack] for one in gained]
        rows.append(
            (f"{attack[0]} careless, {attack[1]} trusted", sum(one.badges for one in of),
             fmean(one.share for one in of), fmean(one.honest for one in of),
             fmean(one.page_rank for one in of), fmean(one.boosters for one in of))
        )  # fmt: skip
    head = ("boosted by", "sham badges", "share of trust", "honest badges", "share of PageRank", "share of boosters")
    yield Table("A ring of 500 that praises itself and every trusted account", head, tuple(rows))


def _copies(days: Sequence[Day]) -> Iterator[Table]:
    copies = [day.copies for day in days if day.copies]
    if copies:
        rows = tuple(
            (name, fmean(one[name].recall[3] for one in copies), fmean(one[name].recall[6] for one in copies),
             fmean(one[name].false for one in copies))
            for name in copies[0]
        )  # fmt: skip
        yield Table("Near-copies", ("known by", "after 3 edits", "after 6 edits", "false"), rows)


def _findings(days: Sequence[Day]) -> Iterator[Table]:
    found = [day.findings for day in days if day.findings is not None]
    if found:
        planted = sum(one.planted for one in found)
        rows = (
            ("people in resonance", planted, sum(one.people for one in found), ""),
            ("the same, voices of the whole day", planted, sum(one.people_unwindowed for one in found), ""),
            ("links in resonance", planted, sum(one.links for one in found), ""),
            ("the same, voices of the whole day", planted, sum(one.links_unwindowed for one in found), ""),
            ("corrections", sum(one.rumours for one in found), sum(one.corrected for one in found),
             sum(one.corrected_wrongly for one in found)),
            ("spam waves", sum(one.waves for one in found), sum(one.labelled for one in found),
             sum(one.labelled_wrongly for one in found)),
        )  # fmt: skip
        yield Table("Found where it was planted", ("what", "planted", "found", "false"), rows)


def _cost(cost: Cost | None) -> Iterator[Table]:
    if cost is not None:
        rows = (
            ("take a post in, mean", f"{cost.take_mean:.0f} us"),
            ("take a post in, p99", f"{cost.take_p99:.0f} us"),
            ("sum up what was taken in, as the command does", f"{cost.sum_up:.0f} ms"),
            ("the same, collecting garbage as the dashboard does", f"{cost.sum_up_beside:.0f} ms"),
            ("LexRank of 1,500 of the posts, alone", f"{cost.lex_rank:.0f} ms"),
            ("memory a post on top of the posts", f"{cost.octets:.0f} octets"),
            ("hashtui summary --from FILE --format json", f"{cost.command:.2f} s"),
        )
        yield Table(f"Cost of {cost.posts} posts, the best of three", ("what", "cost"), rows)
