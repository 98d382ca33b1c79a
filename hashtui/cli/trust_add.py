"""`hashtui trust add`: these are trusted."""

from dataclasses import replace

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.said import Said, accounts_of, named_in
from hashtui.config.handles import Named
from hashtui.config.trusted import LEVELS
from hashtui.post.clean import clean_text


@click.command("add", context_settings=options.CONTEXT)
@click.argument("handles", nargs=-1, metavar="HANDLE...")
@click.option("--level", type=click.Choice(list(LEVELS)), default="usual", show_default=True, help="How far.")
@click.option("--note", metavar="TEXT", help="Your own words on them.")
@options.usual
def command(handles: tuple[str, ...], level: str, note: str | None) -> int:
    """Trust these accounts: they get the badge ★, and whom they pass on, quote, answer or name gets some of it.

    \b
    sure    you would vouch for them yourself (1.0)
    usual   you trust them (0.7)
    follow  you read them, and no more (0.4)

    A HANDLE may be the address of a profile, or a pattern for many: '@*@mairie.example' is everybody on that server.

    \b
    hashtui trust add @anna@piaille.fr --level sure --note 'met in Lyon'
    hashtui trust add lea.example https://mamot.fr/@ben
    hashtui trust add '@*@mairie.example' --level follow
    """
    said = Said()
    trusted, words = said.trusted, []
    for named in named_in(handles):
        for account in accounts_of(trusted, named):
            own = account.note if note is None else clean_text(note.strip())
            trusted = trusted.with_account(replace(account, level=LEVELS[level], note=own))
            muted = f"; but muted, which goes first: hashtui trust remove {named}" if account.muted else ""
            words.append(f"{named}: trusted by you (level {LEVELS[level]:g}){muted}{_caution(named)}")
    said.keep(trusted)
    for word in words:
        say(word)
    return 0


def _caution(named: Named) -> str:
    """What a handle without a server does not stand for."""
    name = named.handle[1:]
    if not name or "@" in name or named.is_glob or name.startswith("npub1"):
        return ""
    if "." in name:
        return f" (that very account; for all of a server: '@*@{name}')"
    return f" (whose handle has no server; '{named}@*' is everybody of that name)"
