"""The real dashboard fed by strangers: `python -m tests.security.hostile_dashboard FOLDER [raw]`.

The n-th `n.json` in FOLDER is a batch of statuses as a server sends them; its first text is said too by whatever
else a server may say things with. What a person would have typed or remembered is in `typed.json`. With `raw` the
first gate is broken: what strangers write is called clean as it is.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hashtui.config.environment import scrub_environment

scrub_environment(os.environ)

from hashtui.clock import SystemClock  # noqa: E402 - the environment comes first
from hashtui.config.config import Look  # noqa: E402
from hashtui.config.remembered import PaneSet  # noqa: E402
from hashtui.errors import Malformed, SourceError, Unreachable  # noqa: E402
from hashtui.filter import read_panes  # noqa: E402
from hashtui.post.body import Body, Role, Span  # noqa: E402
from hashtui.post.clean import CleanLine, CleanText, clean_line  # noqa: E402
from hashtui.post.post import Media, MediaKind, Network, Poll, PollOption, Post  # noqa: E402
from hashtui.post.sighting import Heard, Report, Sighting, State, Thread  # noqa: E402
from hashtui.post.tag import Tag  # noqa: E402
from hashtui.sources.lamp import Mood  # noqa: E402
from hashtui.sources.mastodon.answers import Closed, judge  # noqa: E402
from hashtui.sources.mastodon.decode import Place, decode_status  # noqa: E402
from hashtui.sources.mastodon.lamp import TwoWayLamp  # noqa: E402
from hashtui.sources.shape import read_record  # noqa: E402
from hashtui.sources.source import Following  # noqa: E402
from hashtui.tui.app import run_dashboard  # noqa: E402
from hashtui.tui.dashboard import Dashboard  # noqa: E402
from hashtui.watch import Watch  # noqa: E402
from hashtui.wire import Answer  # noqa: E402

URL = clean_line("https://evil.example")
TAG = Tag.of("a")


class HastyClock(SystemClock):
    """Nobody waits long for a source that failed."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(min(seconds, 0.02))


class HostileSource:
    """Gives one batch after another, and complains in its own words between them."""

    url = URL
    network = Network.MASTODON

    def __init__(self, folder: Path, clock: SystemClock, *, raw: bool) -> None:
        self._folder = folder
        self._raw = raw
        self._clock = clock
        self._number = 0
        self._posts: tuple[Post, ...] = ()
        self._said = ""

    async def listen(self, following: Following) -> AsyncIterator[Heard]:
        """The next batch, then trouble; a batch each time it is asked again."""
        while not (batch := self._folder / f"{self._number}.json").exists():
            await self._clock.sleep(0.02)
        rows = json.loads(batch.read_text("utf-8"))
        self._number += 1
        self._said = rows[0]["spoiler_text"] or rows[0]["account"]["display_name"]
        yield Report(URL, State.LIVE, clean_line(self._said), self._clock.now())
        place = Place(URL, "evil.example")
        statuses = []
        for row in rows:
            try:
                statuses.append(decode_status(read_record(json.dumps(row)), place, self._clock.now()))
            except Malformed:
                continue
        self._posts = tuple(
            _raw(status.post, row) if self._raw else status.post for status, row in zip(statuses, rows, strict=False)
        )
        for post in self._posts:
            local_id = post.key.rpartition("/")[2]
            yield Sighting(post, URL, self._clock.now(), frozenset({TAG}), local_id, held=True)
        for report in self._complaints():
            yield report
            await asyncio.sleep(0.06)
        raise Unreachable(f"{URL} is in trouble: {self._said}")

    def _complaints(self) -> list[Report]:
        lamp = TwoWayLamp(URL, self._clock)
        told: list[Report] = []
        for status in (400, 401, 403, 422, 429, 451, 500, 418):
            body = json.dumps({"error": self._said, "error_description": self._said}).encode()
            answer = Answer(f"{URL}/{self._said}", status, (("retry-after", self._said), ("x-error", self._said)), body)
            try:
                judge(answer, f"evil.example{self._said}", self._clock.now(), has_token=status % 2 == 0)
            except Closed as closed:
                told += lamp.asking(Mood(State.REFUSED, closed.reason, help=closed.help))
            except SourceError as error:
                told += lamp.asking(Mood(State.RECONNECTING, str(error)))
        return told

    async def thread(self, sighting_id: str) -> Thread:
        """The whole batch, or a refusal in hostile words."""
        if sighting_id.endswith("7"):
            raise Unreachable(f"no: {self._said}")
        half = len(self._posts) // 2
        return Thread(self._posts[:half], self._posts[half:])

    async def older(self, tag: Tag, before: datetime) -> list[Sighting]:
        """Nothing."""
        return []


def _raw(post: Post, row: dict[str, dict[str, str]]) -> Post:
    """The post as if nothing had cleaned it."""
    said = row["account"]["display_name"]
    line, text = CleanLine(said), CleanText(said)
    author = replace(post.author, name=line, handle=CleanLine(f"@{said}@evil.example"), about=text, verified=(line,))
    return replace(
        post,
        author=author,
        body=Body(text, (Span(0, len(text), Role.LINK, line),)),
        url=line,
        content_warning=text if post.content_warning else None,
        media=(Media(MediaKind.IMAGE, None, text),),
        poll=Poll((PollOption(line, 3),)),
        boosted_by=author,
        quote_of=line,
        language=line,
    )


def main() -> int:
    """Run it; the status to exit with."""
    folder = Path(sys.argv[1])
    typed: Sequence[str] = json.loads((folder / "typed.json").read_text("utf-8"))
    clock = HastyClock()

    async def busy() -> Sequence[tuple[str, int]]:
        return [(text, 3) for text in typed]

    past = tuple(PaneSet((text, f'"{text}" = #b'), datetime(2026, 11, 20, tzinfo=UTC), 3) for text in typed)
    titles = [f'"{_in_quotes(text)}" = {tags}' for text, tags in zip(typed, ("#a", "#b"), strict=False)]
    setup = Dashboard(
        Watch([HostileSource(folder, clock, raw="raw" in sys.argv)], clock),
        clock,
        read_panes(titles),
        {"PATH": "", "SSH_TTY": "1"},
        look=Look(),
        past=past,
        busy=busy,
        busy_where="evil.example",
        zone=UTC,
    )
    return run_dashboard(setup)


def _in_quotes(text: str) -> str:
    return text.replace("\\", "").replace('"', "")


if __name__ == "__main__":
    sys.exit(main())
