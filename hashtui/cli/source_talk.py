"""What is said on stderr of the sources while a watch runs without a screen, and how such a run ends."""

from hashtui.cli.output import say
from hashtui.cli.post_text import local
from hashtui.errors import HashtuiError, Refused, Unreachable
from hashtui.post.clean import CleanLine
from hashtui.post.sighting import Gap, Report, State
from hashtui.watch import Health, Watch


class SourceTalk:
    """Says how each source is when that changes, once any has answered.

    A state that gets a reason is said again; another reason is not: it may come with every line of a file.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._reports: dict[CleanLine, Report] = {}
        self._said: dict[CleanLine, tuple[State, bool]] = {}
        """The state that was said last of each source, and whether with a reason."""

    def hear(self, heard: Gap | Report) -> None:
        """A source has something to say of itself."""
        if isinstance(heard, Gap):
            say(gap_words(heard))
            return
        if heard.state is State.STARTING:
            return
        self._reports[heard.source] = heard
        if self._watch.answered or heard.state is State.WAITING:
            for source, report in self._reports.items():
                how = report.state, bool(report.reason)
                if self._said.get(source) != how:
                    self._said[source] = how
                    say(report_words(report))

    def count_unread(self) -> None:
        """Say how many posts were left out because nobody could read them."""
        unread = sum(health.malformed for health in self._watch.health.values())
        if unread:
            say(f"{unread} {'post or answer' if unread == 1 else 'posts or answers'} could not be read")

    def verdict(self) -> int:
        """The exit code when nothing but the sources and the person's wishes ended it; why, where none answered."""
        if self._watch.answered:
            return 0
        health = self._watch.health
        for url, one in health.items():
            say(why_not(url, one))
        if health and all(one.state is State.BROKEN for one in health.values()):
            return HashtuiError.exit_code
        return (Refused if self._watch.any_refused else Unreachable).exit_code


def report_words(report: Report) -> str:
    """`https://x.example: reconnecting: no answer; next try 14:32`."""
    reason = f": {report.reason}" if report.reason else ""
    next_try = f"; next try {local(report.next_try)}" if report.next_try is not None else ""
    help_ = f"; {report.help}" if report.help else ""
    return f"{report.source}: {report.state.value}{reason}{next_try}{help_}"


def gap_words(gap: Gap) -> str:
    """When posts may be missing from a source, or that they were found."""
    if gap.filled_at is not None:
        brought = "" if gap.found is None else f" with {gap.found} {'post' if gap.found == 1 else 'posts'}"
        return f"{gap.source}: the gap from {local(gap.since)} to {local(gap.until)} is filled{brought}"
    reason = f" ({gap.reason})" if gap.reason else ""
    return f"{gap.source}: posts may be missing from {local(gap.since)} to {local(gap.until)}{reason}"


def why_not(url: CleanLine, health: Health) -> str:
    """Why this source gave nothing, and what can be done."""
    reason = health.reason or health.last_error or "no answer yet"
    help_ = f"; {health.help}" if health.help else ""
    until = f" until {local(health.next_try)}" if health.state is State.WAITING and health.next_try else ""
    return f"{url}: {reason}{until}{help_}"
