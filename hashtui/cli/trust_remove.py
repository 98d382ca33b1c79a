"""`hashtui trust remove`: what was said of accounts is taken back, or a list goes."""

from collections.abc import Iterator, Sequence

import click

from hashtui.cli import options
from hashtui.cli.output import say
from hashtui.cli.said import Said, named_in
from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.handles import Named
from hashtui.config.trusted import Account, KnownList, Trusted, level_word
from hashtui.errors import UsageError
from hashtui.filter.globs import read_handle
from hashtui.post.clean import clean_line
from hashtui.post.post import Author


@click.command("remove", context_settings=options.CONTEXT)
@click.argument("handles", nargs=-1, metavar="HANDLE...")
@click.option("--list", "names", multiple=True, metavar="NAME", help="A list that was imported; repeatable.")
@options.usual
def command(handles: tuple[str, ...], names: tuple[str, ...]) -> int:
    """Take back all that you said of these accounts: trust, mute and note.

    \b
    hashtui trust remove @anna@piaille.fr
    hashtui trust remove '@*@spam.example'
    hashtui trust remove --list following_accounts
    """
    if not handles and not names:
        raise UsageError("hashtui trust remove needs a handle, or --list NAME; hashtui trust list tells them")
    said = Said()
    trusted = said.trusted
    gone = [account for named in named_in(handles) for account in _said_of(trusted, named)] if handles else []
    lists = [_list(trusted, name) for name in names]
    trusted = trusted.without(gone)
    for known in lists:
        trusted = trusted.with_list(KnownList(known.name, ()))
    said.keep(trusted)
    for word in (*_told(gone, lists), *_still(gone, trusted)):
        say(word)
    return 0


def _told(gone: Sequence[Account], lists: Sequence[KnownList]) -> Iterator[str]:
    for account in gone:
        was = ["muted"] if account.muted else []
        was += [f"trusted ({level_word(account.level)})"] if account.level else []
        note = f'; your note was: "{clean_line(account.note)}"' if account.note else ""
        before = f" was {' and '.join(was)}," if was else ""
        yield f"{account.handle or account.key}:{before} you say nothing of them any more{note}"
    for known in lists:
        yield f"the list {known.name} of {known.size} is gone"


def _still(gone: Sequence[Account], trusted: Trusted) -> Iterator[str]:
    """What a pattern says of them all the same."""
    for account in gone:
        left = trusted.decided_by(Author(clean_line(account.key), account.handle, clean_line("")))
        if left is not None and not account.is_glob:
            yield f"{account.handle}: '{left.handle}' still fits it"


def _said_of(trusted: Trusted, named: Named) -> tuple[Account, ...]:
    found = trusted.named(str(named))
    if found:
        return found
    handle = named.handle.lower()
    glob = next((one for one in trusted.accounts.values() if one.is_glob and read_handle(one.handle)(handle)), None)
    if glob is not None:
        raise UsageError(f"nothing is said of {named} itself: '{glob.handle}' fits it, and can be removed")
    listed = next((one for one in trusted.lists.values() if handle in map(str.lower, one.handles)), None)
    if listed is not None:
        raise UsageError(f"{named} stands on your list {listed.name}: it goes with all of that, --list {listed.name}")
    known = [one.handle for one in trusted.accounts.values() if one.handle]
    raise UsageError(f"nothing is said of {named}{did_you_mean(str(named), known)}")


def _list(trusted: Trusted, name: str) -> KnownList:
    known = trusted.lists.get(name)
    if known is None:
        there = did_you_mean(name, trusted.lists) or (
            f": there are {', '.join(trusted.lists)}" if trusted.lists else ": none was imported"
        )
        raise UsageError(f"there is no list {quoted(name)}{there}")
    return known
