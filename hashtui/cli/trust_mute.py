"""`hashtui trust mute`: these are not shown."""

from dataclasses import replace

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.said import Said, accounts_of, named_in
from hashtui.post.clean import clean_text


@click.command("mute", context_settings=options.CONTEXT)
@click.argument("handles", nargs=-1, metavar="HANDLE...")
@click.option("--note", metavar="TEXT", help="Your own words on them.")
@options.usual
def command(handles: tuple[str, ...], note: str | None) -> int:
    """Mute these accounts: no pane shows their posts unless it asks for them, and they vouch for nobody.

    A HANDLE may be the address of a profile, or a pattern for many: '@*@spam.example' is everybody on that server.

    \b
    hashtui trust mute @loud@spam.example
    hashtui trust mute '@*@spam.example' --note 'bought followers'
    hashtui trust remove @loud@spam.example
    """
    said = Said()
    trusted, words = said.trusted, []
    for named in named_in(handles):
        for account in accounts_of(trusted, named):
            own = account.note if note is None else clean_text(note.strip())
            trusted = trusted.with_account(replace(account, muted=True, note=own))
            still = f"; you trust them too (level {account.level:g}), and that waits" if account.level else ""
            words.append(f"{named}: muted by you{still}")
    said.keep(trusted)
    for word in dict.fromkeys(words):
        say(word)
    return 0
