"""`hashtui trust list`: all that the person said of accounts."""

from collections.abc import Iterator

import click

from hashtui.cli import options
from hashtui.cli.output import put, say
from hashtui.cli.said import Said
from hashtui.cli.shapes import shape_of
from hashtui.config.trusted import Account, Trusted, level_word
from hashtui.errors import UsageError
from hashtui.post.clean import clean_line
from hashtui.post.json import json_line
from hashtui.reading.standing import Level

_WIDEST = 40


@click.command("list", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="")
@options.format_
@options.usual
def command(words: tuple[str, ...], form: str) -> int:
    """List whom you trust and mute, your notes, and the lists you imported.

    Those you trust most come first. With --format json each is an object on a line of its own.
    """
    if words:
        raise UsageError("hashtui trust list takes no words: hashtui trust why tells what somebody is to you")
    trusted = Said().trusted
    lines = list(_objects(trusted) if form == "json" else _lines(trusted))
    if lines:
        put("\n".join(lines))
    else:
        say("nothing is said of anybody yet: hashtui trust add @anna@piaille.fr")
    return 0


def _sorted(trusted: Trusted) -> list[Account]:
    def place(account: Account) -> tuple[float, bool, str]:
        return -(account.level or 0), not account.muted, account.handle.lower()

    return sorted(trusted.accounts.values(), key=place)


def _lines(trusted: Trusted) -> Iterator[str]:
    rows = [_row(account) for account in _sorted(trusted)]
    rows += [
        (shape_of(Level.KNOWN), "list", known.name, f"{known.size}, known to you") for known in trusted.lists.values()
    ]
    word = max((len(row[1]) for row in rows), default=0)
    wide = min(_WIDEST, max((len(row[2]) for row in rows), default=0))
    for badge, how, who, more in rows:
        yield f"{badge or ' '} {how:<{word}}  {who:<{wide}}  {more}".rstrip()


def _row(account: Account) -> tuple[str, str, str, str]:
    who, note = account.handle or clean_line(account.key), clean_line(account.note)
    if account.muted:
        trust = f"trusted ({level_word(account.level)}) but for that" if account.level else ""
        return shape_of(Level.MUTED), "muted", who, "  ".join(filter(None, (trust, note)))
    if account.level:
        return shape_of(Level.TRUSTED), level_word(account.level), who, note
    nothing = "not trusted" if account.level is not None else "not muted" if account.muted is not None else ""
    return "", nothing or "note", who, note


def _objects(trusted: Trusted) -> Iterator[str]:
    for account in _sorted(trusted):
        yield json_line(
            {
                "kind": "account",
                "handle": account.handle or None,
                "key": account.key or None,
                "level": account.level,
                "muted": bool(account.muted),
                "note": account.note or None,
            }
        )
    for known in trusted.lists.values():
        yield json_line(
            {"kind": "list", "name": known.name, "from": known.origin or None, "handles": list(known.handles)}
        )
