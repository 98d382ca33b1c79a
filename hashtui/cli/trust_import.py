"""`hashtui trust import`: the accounts on a list, or whom the person follows elsewhere, are known to them."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import click

from hashtui.cli import options
from hashtui.cli.asking import system_means
from hashtui.cli.output import is_terminal, say
from hashtui.cli.own_accounts import OwnAccount, ask_own_accounts
from hashtui.cli.said import Said
from hashtui.config.lists import LARGEST, Listed, read_lists
from hashtui.config.trusted import KnownList, Trusted
from hashtui.errors import Refused, Unreachable, UsageError
from hashtui.post.clean import CleanLine, clean_line
from hashtui.sources.source import MOST_PEOPLE
from hashtui.wire import Wire

MOST_ACCOUNTS = 100_000
"""Of all lists together: the file is read whenever hashtui starts."""
_STDIN = "-"
_NOTHING = (
    "what to import? a FILE (what Mastodon exports, or a handle a line), a URL, - for standard input,"
    " or --account: whom you follow, and your lists, where you are logged in"
)


@click.command("import", context_settings=options.CONTEXT)
@click.argument("places", nargs=-1, metavar="FILE...|URL|-|--account [HOST]")
@click.option("--list", "name", metavar="NAME", help="What the list is called; without it, as the file.")
@click.option(
    "--account",
    "host",
    is_flag=False,
    flag_value="",
    metavar="[HOST]",
    help="Import whom you follow, and your lists, where you are logged in: there, or everywhere.",
)
@options.config
@options.usual
def command(places: tuple[str, ...], name: str | None, host: str | None, config_file: str | None) -> int:
    """Make the accounts on a list known (·): they are not trusted, and vouch for nobody.

    What Mastodon exports is read (following_accounts.csv, lists.csv), and any text with a handle or the address of a
    profile a line; # begins a remark. A URL is fetched over https, - is standard input. Importing it again replaces
    what it said before.

    --account asks the configured sources that have a token for whom you follow and who is on your lists: they become
    the lists follows@HOST and LIST@HOST. Nothing is changed there.

    \b
    hashtui trust import following_accounts.csv lists.csv
    hashtui trust import https://mairie.example/accounts.txt --list 'town hall'
    grep -o '@[^ ]*' notes.txt | hashtui trust import - --list notes
    hashtui trust import --account mamot.fr
    """
    if host is not None:
        if name is not None:
            raise UsageError("--list names the list of one file; those of an account have their own names")
        return _import_accounts([one for one in (host, *places) if one], config_file)
    if not all(places) or not places:
        raise UsageError(_NOTHING)
    if name is not None and (len(places) > 1 or not clean_line(name)):
        raise UsageError("--list names the list of one file" if len(places) > 1 else "--list needs a name")
    return _import_places(places, name)


def _import_places(places: Sequence[str], name: str | None) -> int:
    said = Said()
    trusted = said.trusted
    words: list[str] = []
    for place in places:
        origin = _origin(place)
        try:
            listed = read_lists(_read(place), name or _called(place), alone=name is not None)
        except ValueError as error:
            raise UsageError(f"{place}: {error}") from error
        if not listed.accounts:
            raise UsageError(
                f"{place}: there is no account in it{f' ({listed.complaint})' if listed.complaint else ''}"
            )
        before, trusted = trusted, _with(trusted, _known(listed, origin), origin)
        words += _told(place, listed, before)
    _keep(said, trusted, words)
    return 0


def _import_accounts(hosts: Sequence[str], config_file: str | None) -> int:
    """The exit code is that of the trouble only where nobody told anything."""
    asked = ask_own_accounts(hosts, config_file)
    told, silent = [one for one in asked if one.trouble is None], [one for one in asked if one.trouble is not None]
    for one in silent:
        say(one.complaint)
    if not told:
        return max((one.trouble.exit_code for one in silent if one.trouble is not None), default=0)
    said = Said()
    trusted = said.trusted
    words: list[str] = []
    for one in told:
        before, trusted = trusted, _with(trusted, one.lists, one.url)
        words += _told_of_account(one, before, trusted)
    _keep(said, trusted, words)
    return 0


def _keep(said: Said, trusted: Trusted, words: Sequence[str]) -> None:
    """Write it down and say so. UsageError when that would be too much."""
    if sum(len(known.handles) for known in trusted.lists.values()) > MOST_ACCOUNTS:
        raise UsageError(f"that is more than {MOST_ACCOUNTS:,} accounts on all lists: remove one with --list")
    said.keep(trusted)
    for word in words:
        say(word)


def _known(listed: Listed, origin: CleanLine) -> tuple[KnownList, ...]:
    return tuple(KnownList(name, handles, origin) for name, handles in listed.lists)


def _with(trusted: Trusted, lists: Sequence[KnownList], origin: CleanLine) -> Trusted:
    """With these lists, and without what came from there before."""
    for known in tuple(trusted.lists.values()):
        if origin and known.origin == origin:
            trusted = trusted.with_list(KnownList(known.name, ()))
    for known in lists:
        trusted = trusted.with_list(known)
    return trusted


def _told(place: str, listed: Listed, before: Trusted) -> Iterator[str]:
    for known in _known(listed, clean_line("")):
        yield _told_list(known, before)
    if listed.unreadable:
        lines = "1 line names" if listed.unreadable == 1 else f"{listed.unreadable} lines name"
        yield f"{place}: {lines} no account; {listed.complaint}"
    if listed.beyond:
        yield f"{place}: {listed.beyond} more are left out, for want of room"


def _told_of_account(account: OwnAccount, before: Trusted, now: Trusted) -> Iterator[str]:
    for known in account.lists:
        yield _told_list(known, before)
    for known in before.lists.values():
        if known.name not in now.lists:
            yield f"{known.name}: {account.host} tells of nobody on it any more: it is gone ({known.size} before)"
    if not account.lists:
        yield f"{account.host}: you follow nobody there, and nobody is on your lists"
    if account.is_cut:
        yield f"{account.host}: there may be more: {MOST_PEOPLE:,} follows are read, and as many people on lists"


def _told_list(known: KnownList, before: Trusted) -> str:
    there = before.lists.get(known.name)
    was = f" ({len(there.handles)} before)" if there is not None else ""
    return f"{known.name}: {known.size} {'is' if len(known.handles) == 1 else 'are'} known to you{was}"


def _is_address(place: str) -> bool:
    return place.lower().startswith(("https://", "http://"))


def _origin(place: str) -> CleanLine:
    if place == _STDIN or _is_address(place):
        return clean_line("" if place == _STDIN else place)
    return clean_line(str(Path(place).absolute()))


def _called(place: str) -> str:
    if place == _STDIN:
        return "stdin"
    if not _is_address(place):
        return Path(place).stem or place
    parts = urlsplit(place)
    return PurePosixPath(unquote(parts.path)).stem or parts.netloc


def _read(place: str) -> bytes:
    """What is there. UsageError for a file, Refused or Unreachable for an address."""
    if _is_address(place):
        return asyncio.run(_fetched(place))
    try:
        if place == _STDIN:
            if is_terminal(sys.stdin):
                say("type or paste handles, one a line; Ctrl-D ends")
            raw = b"" if sys.stdin is None else sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(place).expanduser().open("rb") as file:
                raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "that is no file name"
        raise UsageError(f"{place}: cannot be read ({reason})") from error
    if len(raw) > LARGEST:
        raise UsageError(f"{place}: more than {LARGEST >> 20} MiB is no list")
    return raw


async def _fetched(url: str) -> bytes:
    """The octets at this URL. Refused, Unreachable, Malformed."""
    wire: Wire = system_means().wire
    try:
        answer = await wire.get(url, headers={"Accept": "text/csv, text/plain, */*;q=0.1"}, elsewhere=True)
    except Refused as error:
        raise Refused(str(error).partition("; if that is meant")[0].partition(", or set insecure")[0]) from error
    finally:
        await wire.aclose()
    host = urlsplit(answer.url).netloc
    if answer.status in (401, 403):
        raise Refused(f"{host} does not give it to visitors ({answer.status}): save it as a file and import that")
    if answer.status != 200:
        raise Unreachable(f"{host} does not give it ({answer.status})")
    return answer.body
