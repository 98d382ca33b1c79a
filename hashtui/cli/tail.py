"""`hashtui tail`: posts as they come, on stdout."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import click

from hashtui.cli import options
from hashtui.cli.asking import accepted, chosen_sources, make_sources, read_configuration, system_means
from hashtui.cli.following import Following, Wish
from hashtui.cli.forms import Form, JsonForm, TextForm
from hashtui.cli.output import is_terminal, say
from hashtui.cli.shapes import is_ascii_only
from hashtui.config.places import usual_places
from hashtui.config.rules import rules_of
from hashtui.config.trust_file import TrustFile
from hashtui.config.trusted import Trusted
from hashtui.errors import UsageError
from hashtui.filter import PaneFilter, Present, read_panes


@click.command("tail", context_settings=options.CONTEXT)
@options.follows
@options.format_
@options.limit
@options.for_
@options.since
@options.no_color
@options.version
def command(
    panes: tuple[str, ...],
    urls: tuple[str, ...],
    config_file: str | None,
    form: str,
    limit: int | None,
    duration: timedelta | None,
    since: datetime | None,
    no_color: bool,
) -> int:
    """Print posts as they come, one after another, without a screen.

    First comes what the sources hold, oldest post first, then what is new. A PANE is what to follow: '#capcomnet',
    'capcomnet', '#a | #b -#c', '#a lang:fr -is:bot'. Words about the sources go to stderr; --format json prints one
    object a line.
    """
    present = Present(datetime.now(UTC))
    filters = read_panes(panes, present)
    if not filters:
        raise UsageError("tail needs something to follow: hashtui tail '#capcomnet' (quoted: a bare # is a comment)")
    means = system_means()
    config = accepted(read_configuration(config_file))
    sources = make_sources(chosen_sources(config, urls), means)
    rules, trusted = rules_of(config, present), _trusted()
    wish = Wish(filters, limit=limit, duration=duration, since=since, rules=rules, trusted=trusted)
    return Following(sources, means, wish, _form(form, filters, no_color=no_color)).run()


def _trusted() -> Trusted:
    """What was said of accounts."""
    file = TrustFile(usual_places().trust)
    trusted = file.read(datetime.now(UTC))
    if file.trouble:
        say(file.trouble)
    return trusted


def _form(name: str, panes: Sequence[PaneFilter], *, no_color: bool) -> Form:
    if name == "json":
        return JsonForm()
    shows = is_terminal(sys.stdout)
    color = shows and options.wants_color(no_color)
    return TextForm(color=color, wraps=shows, names_panes=len(panes) > 1, ascii_only=is_ascii_only())
