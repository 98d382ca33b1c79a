"""Catching up on `--plain`: what came since one was here, in classes, then post by post, with an end."""

from functools import partial

from hashtui.cli.plain.deck import PlainPane
from hashtui.cli.plain.reading import NO_PANE, Lines
from hashtui.cli.plain.recital import Recital, Step
from hashtui.cli.plain.summary_sentences import reasons
from hashtui.cli.plain.together import Answered, TogetherTalk
from hashtui.cli.plain.words import GLANCE, closed, counted, cut, name_of_author, one_line
from hashtui.reading.missed import Missed, missed
from hashtui.reading.summary.catch_up import CatchUp, Kind, catch_up
from hashtui.tui.catch_up_layout import COUNTED

NOTHING_MISSED = "Nothing to catch up with: every post here was heard."


class CatchUpTalk(TogetherTalk):
    """The part of the conversation that is about what one missed."""

    def catch_up(self, _: str) -> Answered:
        """Say how many posts of which kind came, then each that is worth it."""
        pane = self._deck.pane
        if pane is None:
            return (NO_PANE,), None
        unheard = missed(pane.timeline)
        if not unheard.unseen:
            return (NOTHING_MISSED,), None

        async def tell() -> Lines:
            return self._tell(pane, await self._catch_up(pane, unheard))

        return self._patience([pane]), tell

    async def _catch_up(self, pane: PlainPane, unheard: Missed) -> CatchUp:
        read = await self._read([pane])
        caught = catch_up(read.chronicle, unheard.since, read.until, unseen=unheard.unseen)
        pane.pulse.adopt(read.chronicle)
        return caught

    def _tell(self, pane: PlainPane, caught: CatchUp) -> Lines:
        since = self._speech().when(caught.since)
        if not caught.posts:
            return (f"Nothing came since {since}.",)
        counts = "; ".join(f"{one.kind.value}, {len(one.keys)}" for one in caught.classes)
        said = [f"{counted(caught.posts, 'post')} since {since}: {counts}."]
        if not caught.notable:
            said.append(f"Nothing notable since {since}.")
        steps: list[Step] = []
        for one in caught.classes:
            if one.kind not in COUNTED:
                steps += self._steps(pane, caught, one.kind, one.keys)
        only_counted = sum(len(one.keys) for one in caught.classes if one.kind in COUNTED)
        recital = Recital(steps, lambda: self._end(since, only_counted))
        return (*said, *(self._turn.give(recital) if steps else self._end(since, only_counted)))

    def _steps(self, pane: PlainPane, caught: CatchUp, kind: Kind, keys: tuple[str, ...]) -> list[Step]:
        """The posts of a class, the first after its name."""
        name = "the one that says most" if kind is Kind.TOLD and not caught.notable else kind.value
        heading = closed(f"{name[:1].upper()}{name[1:]}")
        steps = []
        for index, key in enumerate(keys):
            title = f"{len(keys) - index} left" if index else f"{name}, {len(keys)}"
            before: Lines = () if index else (heading,)
            steps.append(Step(title, partial(self._post, pane, caught, key, before)))
        return steps

    def _post(self, pane: PlainPane, caught: CatchUp, key: str, before: Lines) -> Lines:
        why = [self._why(pane, caught, key)]
        said = self._reading.show(key, [pane], tuple(filter(None, why)))
        return (*before, *said) if said else ()

    def _why(self, pane: PlainPane, caught: CatchUp, key: str) -> str:
        """What the post corrects, or why it stands out."""
        speech = self._speech()
        corrects = next((one.corrects for one in caught.corrections if one.key == key), "")
        wrong = pane.timeline.entry(corrects)
        if wrong is not None:
            post = wrong.post
            words = f"content warning, {post.content_warning}" if post.content_warning else post.body.text
            who, when = name_of_author(post.author), speech.at(wrong.stands_at)
            return closed(f"Corrects {who} {when}: {cut(one_line(words), GLANCE)}")
        told = next((one for one in caught.told if one.key == key), None)
        if told is None:
            return ""
        return reasons("" if told.peak is None else f"peak {speech.at(told.peak.start)}", told.voices)

    def _end(self, since: str, only_counted: int) -> Lines:
        said = f"That is all since {since}."
        if not only_counted:
            return (said,)
        were = "post was" if only_counted == 1 else "posts were"
        return (f"{said} {only_counted} {were} only counted; {self._letter('seen')} takes every post here as heard.",)
