"""Summaries on `--plain`: told section by section, and the posts behind each number of them."""

from collections.abc import Sequence
from functools import partial

from hashtui.cli.plain.deck import PlainPane
from hashtui.cli.plain.reading import NO_PANE, Lines
from hashtui.cli.plain.recital import Recital, Step
from hashtui.cli.plain.summary_sentences import Section, Sentence, headline, sections
from hashtui.cli.plain.together import Answered, TogetherTalk
from hashtui.cli.plain.words import counted
from hashtui.reading.summary.summarise import Wish, summarise
from hashtui.reading.summary.summary import Summary

MOST = 8
"""So many sentences of a section are said at once, for whoever listens cannot skip."""
DIGEST = 15
NOTHING_NOTABLE = "Nothing notable: no peak, and nothing stands out."


class SummaryTalk(TogetherTalk):
    """The part of the conversation that is about what many posts come to.

    The numbers are those of the summary told last, until another is made.
    """

    _panes: tuple[PlainPane, ...] = ()
    """Of the summary told last."""
    _action = ""
    """What was asked for it."""
    _numbered: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What each number of it is called, and the posts behind it."""
    _recital: Recital | None = None
    _left = 0

    def of_pane(self, rest: str) -> Answered:
        """Sum up the pane, or go on with its summary; with a number, tell the posts behind that."""
        pane = self._deck.pane
        return self._answer(rest, "summary", () if pane is None else (pane,))

    def of_all(self, rest: str) -> Answered:
        """The same of all panes together."""
        return self._answer(rest, "summary_all", tuple(self._deck.panes))

    def _answer(self, rest: str, action: str, panes: tuple[PlainPane, ...]) -> Answered:
        if not panes:
            return (NO_PANE,), None
        if rest and not (rest.isdecimal() and len(rest) < 5):
            return (f"Say {self._letter(action)} and a number of the summary.",), None
        if rest and self._numbered:
            return self._posts(int(rest)), None
        recital = self._recital
        if (
            not rest
            and recital is not None
            and not recital.is_over
            and self._turn.left == self._left
            and (self._action, self._panes) == (action, panes)
        ):
            return self._go_on(), None

        async def sum_up() -> Lines:
            summary = await self._sum_up(panes)
            if not summary.counts.posts:
                return (f"Nothing to sum up: no post in {_label(panes)}.",)
            first = self._put(summary, action, panes)
            return self._posts(int(rest)) if rest else (*first, *self._go_on())

        return self._patience(panes), sum_up

    async def _sum_up(self, panes: Sequence[PlainPane]) -> Summary:
        read = await self._read(panes)
        hidden = sum(pane.timeline.hidden for pane in panes)
        shown = tuple(str(pane.filter) for pane in panes)
        summary = summarise(read.chronicle, Wish(shown, read.since, read.until, limit=DIGEST, hidden=hidden))
        if len(panes) == 1:
            panes[0].pulse.adopt(read.chronicle)
        return summary

    def _put(self, summary: Summary, action: str, panes: tuple[PlainPane, ...]) -> Lines:
        """Take up this summary from its beginning; what is said before its first section."""
        speech = self._speech()
        self._panes, self._action, self._numbered, self._left = panes, action, (), self._turn.left
        steps = [step for section in sections(summary, speech) for step in self._steps(section)]
        self._recital = Recital(steps, self._end)
        return (headline(summary, _label(panes), speech), *(() if summary.notable else (NOTHING_NOTABLE,)))

    def _go_on(self) -> Lines:
        return () if self._recital is None else self._turn.give(self._recital)

    def _steps(self, section: Section) -> list[Step]:
        """The section, with its numbers, in pieces that can be listened to."""
        lines = [self._line(section, sentence) for sentence in section.sentences]
        steps = []
        for start in range(0, len(lines), MOST):
            some = lines[start : start + MOST]
            what = section.heading if start == 0 else f"more of {section.heading}"
            count = len(lines) if start == 0 else len(lines) - start
            title = what if len(lines) == 1 else f"{what}, {count}"
            steps.append(Step(title, partial(_said, (f"{title[:1].upper()}{title[1:]}:", *some))))
        return steps

    def _line(self, section: Section, sentence: Sentence) -> str:
        if not sentence.keys:
            return sentence.words
        number = len(self._numbered) + 1
        self._numbered = (*self._numbered, (f"Number {number}, of {section.heading}", sentence.keys))
        return f"{number}: {sentence.words}"

    def _end(self) -> Lines:
        letter = self._letter(self._action)
        return (f"That is the summary. {letter} and a number tells the posts behind it; {letter} sums up anew.",)

    def _posts(self, number: int) -> Lines:
        """The posts behind a number, one after the other."""
        if not 0 < number <= len(self._numbered):
            return (f"There is no number {number}: the summary goes up to {len(self._numbered)}.",)
        name, keys = self._numbered[number - 1]
        panes = self._panes
        open_ = [pane for pane in panes if pane in self._deck.panes]
        here = [key for key in keys if any(pane.timeline.position(key) is not None for pane in open_)]
        if not here:
            return (f"{name}: none of its posts is here any more.",)
        if len(here) == 1:
            return self._reading.show(here[0], panes)
        steps = [
            Step(f"{len(here) - index} left", partial(self._reading.show, key, panes)) for index, key in enumerate(here)
        ]
        return (f"{name}, {counted(len(here), 'post')}:", *self._turn.give(Recital(steps, self._no_more)))

    def _no_more(self) -> Lines:
        is_left = self._recital is not None and not self._recital.is_over
        more = f" {self._letter(self._action)} goes on with the summary." if is_left else ""
        return (f"These were its posts.{more}",)


def _label(panes: Sequence[PlainPane]) -> str:
    return str(panes[0].filter.label) if len(panes) == 1 else "all panes"


def _said(lines: Lines) -> Lines:
    return lines
