"""`hashtui search`: posts of the archive, by the whole filter language."""

import sys
from datetime import UTC, datetime

import click

from hashtui.archive.reader import Reader
from hashtui.cli import options
from hashtui.cli.archived import reading_archive
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.found import Finding, FoundForm, trust_in
from hashtui.cli.output import is_terminal, put, say
from hashtui.cli.shapes import is_ascii_only
from hashtui.config.rules import rules_of
from hashtui.errors import UsageError
from hashtui.filter import Present, parse
from hashtui.filter.ranking import ranked, sought
from hashtui.filter.tree import Node

AT_ONCE = 100
"""Posts that are printed together."""
TELLS_EVERY = 3.0
"""Seconds after which a person is told how far it came."""
RANKED = 2_000
"""The best are looked for among so many of the newest."""


@click.command("search", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="QUERY")
@options.config
@options.format_
@options.limit
@options.since
@options.until
@click.option(
    "--by",
    "order",
    type=click.Choice(["time", "rank"]),
    default="time",
    show_default=True,
    help=f"Newest first; or the best of the newest {RANKED} first.",
)
@options.no_color
@options.version
def command(
    words: tuple[str, ...],
    config_file: str | None,
    form: str,
    limit: int | None,
    since: datetime | None,
    until: datetime | None,
    order: str,
    no_color: bool,
) -> int:
    """Print the posts of the archive (`hashtui record`) that an expression is true of, newest first.

    QUERY is the filter language, no tag needed: 'mairie lang:fr', '"rue de Bagnolet" has:image', '/caf[eé]s?/
    from:@anna@*'. Without one, every post. --by rank puts those first that say the words most, in the shortest space.
    """
    present = Present(datetime.now(UTC))
    tree = parse(" ".join(words), present) if any(word.strip() for word in words) else None
    if since is not None and until is not None and since >= until:
        raise UsageError("--since is not before --until: no time is left between them")
    rules = rules_of(accepted(read_configuration(config_file)), present)
    with reading_archive() as reader:
        if reader is None:
            say("nothing is recorded yet: hashtui record '#tag' collects into the archive, hashtui import FILE too")
            return 0
        finding = Finding(reader, tree, rules, trust_in(reader), present.now, since, until)
        written = _form(form, tree, finding, no_color=no_color)
        found = _by_rank(finding, tree, written, limit) if order == "rank" else _by_time(finding, written, limit)
        _tell(finding, found, reader)
    return 0


def _form(form: str, tree: Node | None, finding: Finding, *, no_color: bool) -> FoundForm:
    shows = is_terminal(sys.stdout)
    color = shows and options.wants_color(no_color)
    return FoundForm(
        sought(tree) if color else (),
        finding.standing_of,
        json=form == "json",
        color=color,
        wraps=shows,
        ascii_only=is_ascii_only(),
    )


def _by_time(finding: Finding, written: FoundForm, limit: int | None) -> int:
    """Print as they are found; how many there were."""
    printed, is_whole = 0, False
    while not is_whole and (limit is None or printed < limit):
        room = AT_ONCE if limit is None else min(AT_ONCE, limit - printed)
        found = finding.search.page(room, TELLS_EVERY)
        if found.admitted:
            put("".join(map(written.post, found.admitted)))
        printed, is_whole = printed + len(found.admitted), found.is_whole
        if not is_whole and len(found.admitted) < room and is_terminal(sys.stderr):
            say(f"{finding.progress(found)} …")
    rest = "" if is_whole else finding.rest()
    if rest:
        say(f"{'this is the newest' if printed == 1 else f'these are the newest {printed}'}; {rest}")
    return printed


def _by_rank(finding: Finding, tree: Node | None, written: FoundForm, limit: int | None) -> int:
    """Print the best of the newest; how many were printed."""
    found = finding.search.page(RANKED)
    if not sought(tree):
        say("there is no word to rank by: newest first")
    admitted = dict(zip((entry.key for entry in found.entries), found.admitted, strict=True))
    best = ranked(found.entries, sought(tree))
    best_of = f"the best {limit} of " if limit is not None and limit < len(best) else ""
    rest = "" if found.is_whole else finding.rest()
    if rest:
        say(f"{best_of}the newest {len(best)} that were found; {rest}")
    elif best_of:
        say(f"{best_of}{len(best)}")
    shown = best[:limit]
    if shown:
        put("".join(written.post(admitted[entry.key]) for entry in shown))
    return len(shown)


def _tell(finding: Finding, found: int, reader: Reader) -> None:
    """What else there is to know of it."""
    if not found:
        posts = reader.count()
        many = "1 post" if posts == 1 else f"{posts} posts"
        say(f"nothing found among the {many} of the archive" if posts else "the archive has no post yet")
        if finding.asks_for_deleted:
            say("what its author deleted is not searched: its words are not shown any more")
    if finding.hidden:
        many = "1 more post is" if finding.hidden == 1 else f"{finding.hidden} more posts are"
        say(f"{many} hidden by your rules or mutes")
    if finding.search.unreadable:
        say(f"rows of the archive that make no sense and are left out: {finding.search.unreadable}")
