"""`hashtui --plain`: the dashboard without a screen. To a pipe posts as sentences, on a terminal a conversation."""

import sys

import click

from hashtui.cli import options
from hashtui.cli.following import Following, Wish
from hashtui.cli.opening import opened, read_wishes
from hashtui.cli.output import is_terminal
from hashtui.cli.plain.conversation import Conversation
from hashtui.cli.plain.form import WordsForm
from hashtui.cli.plain.keyboard import keyboard
from hashtui.errors import UsageError
from hashtui.reading.summary.peak import Sensitivity
from hashtui.tui.glyphs import ASCII


@click.command("hashtui", context_settings=options.CONTEXT)
@options.dashboard
def command(
    panes: tuple[str, ...],
    urls: tuple[str, ...],
    config_file: str | None,
    sensitivity: Sensitivity | None,
    no_color: bool,
) -> int:
    """Follow hashtags in words alone: nothing is drawn, nothing moves.

    To a pipe: one post after another as they come. On a terminal it speaks when asked: Enter is the next unread post,
    a letter does what that key does on the dashboard, ? tells the letters. New posts are only counted.
    """
    asked = read_wishes(panes, urls, config_file)
    if asked.reads_input and is_terminal(sys.stdin):
        raise UsageError("jsonl:- reads posts from standard input, which is the keyboard here: pipe them in")
    now = opened(asked, glyphs=ASCII, sensitivity=sensitivity, keeps=is_terminal(sys.stdout))
    if is_terminal(sys.stdout):
        try:
            return Conversation(now.setup, keyboard(reads_input=asked.reads_input)).run()
        finally:
            now.close()
    if not now.setup.panes:
        raise UsageError("nothing to follow: hashtui --plain '#capcomnet' (quoted: a bare # is a comment)")
    form = WordsForm(asked.config.look, names_panes=len(now.setup.panes) > 1)
    wish = Wish(now.setup.panes, rules=now.setup.rules, trusted=now.setup.trusted)
    return Following(now.sources, now.means, wish, form).run()
