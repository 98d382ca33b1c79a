"""`hashtui`: the dashboard on the sources of the configuration or of `--source`."""

import shlex

import click

from hashtui.cli import options
from hashtui.cli.commands import COMMANDS
from hashtui.cli.opening import opened, read_wishes
from hashtui.cli.screen import THEMES, forbid_color, glyphs_here, require_a_screen
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.app import run_dashboard

_HELP = """Follow hashtags live, side by side: hashtui '#capcomnet' '#paris20'.

A PANE is what to follow: '#capcomnet', 'capcomnet', '#a | #b -#c', 'Title = #a'. Without one: the panes of last
time, or a question. Quote what has a #: to most shells it begins a comment.

\b
Commands:
""" + "\n".join(f"  {row.form:36} {row.words}" for row in COMMANDS)


@click.command("hashtui", help=_HELP, context_settings=options.CONTEXT)
@options.dashboard
def command(
    panes: tuple[str, ...],
    urls: tuple[str, ...],
    config_file: str | None,
    sensitivity: Sensitivity | None,
    no_color: bool,
) -> int:
    forbid_color(no_color)
    asked = read_wishes(panes, urls, config_file, themes=THEMES)
    require_a_screen(f"hashtui tail {shlex.join(panes) or 'PANE...'}", reads_input=asked.reads_input)
    open_now = opened(asked, glyphs=glyphs_here(), sensitivity=sensitivity)
    try:
        return run_dashboard(open_now.setup)
    finally:
        open_now.close()
