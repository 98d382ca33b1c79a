"""`hashtui forget`: a person leaves the archive, the picks and every export to come."""

import sys
from contextlib import closing

import click

from hashtui.archive.archive import Archive
from hashtui.archive.kept import Forgotten
from hashtui.cli import options
from hashtui.cli.archived import archive_to_write, written_to_the_end
from hashtui.cli.output import is_terminal, say
from hashtui.cli.picked import Picked
from hashtui.cli.said import named_in
from hashtui.clock import SystemClock
from hashtui.config.handles import Named
from hashtui.config.places import usual_places
from hashtui.errors import UsageError
from hashtui.post.kept_out import KeptOut


@click.command("forget", context_settings=options.CONTEXT)
@click.argument("handles", nargs=-1, metavar="HANDLE...")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal whether that is meant.")
@options.usual
def command(handles: tuple[str, ...], yes: bool) -> int:
    """Remove everything of these people from the archive and the picks, and keep it out from now on.

    Posts, what they said before edits, boosts and names go, for good; so does their entry in every export to come. What
    is heard or imported of them later is not kept. What others wrote stays, with the address of what it answers. What
    you said of them in trust.toml stays: hashtui trust remove.
    """
    named = named_in(handles)
    if any(one.is_glob for one in named):
        raise UsageError("one account at a time: a pattern stands for many")
    if not yes and is_terminal(sys.stdin) and is_terminal(sys.stderr) and not _is_meant(named):
        say("nothing was forgotten")
        return 0
    archive = archive_to_write(SystemClock(), beside=True)
    with written_to_the_end(archive):
        for one in named:
            _forget(archive, one)
    _say_what_is_aside()
    return 0


def _is_meant(named: tuple[Named, ...]) -> bool:
    who = ", ".join(map(str, named))
    try:
        return click.confirm(f"Remove everything of {who}, for good?", err=True, default=False)
    except click.Abort:  # the end of the input is no yes
        return False


def _say_what_is_aside() -> None:
    """Nothing is taken out of a damaged archive that was kept."""
    place = usual_places().archive
    aside = sorted(file.name for file in place.parent.glob(f"{place.stem}.corrupt-*{place.suffix}"))
    if aside:
        them = "it" if len(aside) == 1 else "them"
        say(
            f"what was damaged once is kept beside the archive and not changed: {', '.join(aside)} in {place.parent} "
            f"may still have something of theirs; delete {them} when you need {them} no more"
        )


def _forget(archive: Archive, one: Named) -> None:
    gone = archive.forget(str(one))
    with closing(archive.reader()) as reader:
        out = KeptOut(reader.forgotten_names())
    picked = Picked()
    named = [pick.key for pick in picked.picks.of_author(str(one))]  # the address of a profile names somebody, too
    left = picked.picks.without(named).without_people(out)
    theirs = len(picked.picks) - len(left)
    if left != picked.picks:
        picked.keep(left)
    say(f"{_who(gone, one)} is forgotten: {_counted(gone, theirs)}; nothing of them is kept from now on")


def _who(gone: Forgotten, one: Named) -> str:
    return ", ".join(gone.names) or str(one)


def _counted(gone: Forgotten, picks: int) -> str:
    """`12 posts, 3 boosts and 1 pick`."""
    counts = [(gone.posts, "post"), (gone.boosts, "boost"), (picks, "pick")]
    said = [f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts if count]
    if not said:
        return "nothing of them was kept"
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{listed} removed"
