"""`hashtui trust why`: what somebody is to the person, and by whom."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import click

from hashtui.cli import options
from hashtui.cli.acquaintance import Acquaintance
from hashtui.cli.asking import accepted, chosen_sources, make_sources, read_configuration, system_means
from hashtui.cli.following import Following, Wish
from hashtui.cli.forms import Silence
from hashtui.cli.gathered import gather
from hashtui.cli.output import put, say
from hashtui.cli.said import Said, named_in
from hashtui.cli.shapes import shape_of
from hashtui.config.handles import Named
from hashtui.config.places import usual_places
from hashtui.config.trusted import Account, Trusted
from hashtui.errors import UsageError
from hashtui.filter import Present, read_panes
from hashtui.post.clean import clean_line
from hashtui.post.json import json_line
from hashtui.post.post import Author
from hashtui.reading.standing import NO_STANDING, Level, Standing, Vouch
from hashtui.reading.trust import in_words, trust_object

_MOST_TOLD = 10
"""Accounts that vouch, told one by one."""
_MOST_OFFERED = 5


@click.command("why", context_settings=options.CONTEXT)
@click.argument("words", nargs=-1, metavar="HANDLE... [#TAG]...")
@options.from_
@options.sources
@options.for_
@options.format_
@options.config
@options.usual
def command(
    words: tuple[str, ...],
    files: tuple[str, ...],
    urls: tuple[str, ...],
    duration: timedelta | None,
    form: str,
    config_file: str | None,
) -> int:
    """Say what somebody is to you, why, and who vouches for them.

    Who vouches is read from posts: those of the archive (`hashtui record`), or of JSON Lines files, as `hashtui tail
    --format json` prints them, or those that the sources hold for some tags (with --for, also what comes in that
    time). Without posts only what you said yourself is told.

    \b
    hashtui trust why @ben@mamot.fr
    hashtui trust why @ben@mamot.fr --from day.jsonl
    hashtui trust why @ben@mamot.fr '#capcomnet' --source mastodon.social
    """
    named = named_in([word for word in words if not _is_tag(word)])
    panes = [word for word in words if _is_tag(word)]
    if any(one.is_glob for one in named):
        raise UsageError("one account at a time: a pattern stands for many")
    if (urls or duration is not None) and not panes:
        raise UsageError("which posts? name a tag too: hashtui trust why @ben@mamot.fr '#capcomnet'")
    said = Said()
    met = Acquaintance(said.trusted)
    has_posts = _look_back(met, files, at_the_archive=not panes)
    if panes:
        code = _listen(met, panes, urls, duration, config_file)
        if code:
            return code
    met.trust.settle(at_once=True)
    looked, asks_more = has_posts or bool(panes), False
    for author in [author for one in named for author in _meant(met, said.trusted, one, looked=looked)]:
        standing = met.trust.standing_of(author)
        asks_more = asks_more or (standing.level < Level.TRUSTED and not looked)
        why = in_words(standing) if looked or standing != NO_STANDING else "you said nothing of them"
        note = said.trusted.note_on(author)
        if form == "json":
            put(_object(author, standing, why, note))
        else:
            put("\n".join(_lines(author, standing, why, said.trusted.decided_by(author), note)))
    if asks_more:
        say("who vouches for them is read from posts: add --from FILE, or a '#tag' to ask the sources")
    return 0


def _is_tag(word: str) -> bool:
    return word.startswith(("#", "＃"))


def _look_back(met: Acquaintance, files: Sequence[str], *, at_the_archive: bool) -> bool:
    """Take in what these files say or else, if it is to be asked, the archive; whether there was either."""
    if not files and not (at_the_archive and usual_places().archive.exists()):
        return False
    posts = gather(files)
    met.look_back(posts.entries, posts.boosts)
    return True


def _listen(
    met: Acquaintance,
    panes: Sequence[str],
    urls: Sequence[str],
    duration: timedelta | None,
    config_file: str | None,
) -> int:
    """Take in what the sources hold, or what they say in that time; the exit code when that failed."""
    means = system_means()
    config = accepted(read_configuration(config_file))
    sources = make_sources(chosen_sources(config, urls), means)
    wish = Wish(read_panes(panes, Present(datetime.now(UTC))), duration=duration, ends_when_old=duration is None)
    return Following(sources, means, wish, Silence(), met).run()


def _meant(met: Acquaintance, trusted: Trusted, named: Named, *, looked: bool) -> list[Author]:
    """Those in the posts who bear that handle; else whoever does. UsageError when it is several people's beginning."""
    if named.key:
        people = [one for one in met.people.people if one.key == named.key]
    else:
        people = [one for one in met.people.people if one.handle.lower() == named.handle.lower()]
    if not people and named.handle and "@" not in named.handle[1:]:
        begins = f"{named.handle.lower()}@"
        people = [one for one in met.people.people if one.handle.lower().startswith(begins)]
        if len(people) > 1:
            some = sorted(one.handle for one in people)[:_MOST_OFFERED]
            raise UsageError(f"{named} may be {', '.join(some)}{' or others' if len(people) > len(some) else ''}")
    if people:
        return people
    if looked:
        say(f"{named} is not met in these posts")
    said = next((one for one in trusted.named(str(named)) if one.key), None)
    key, handle = (said.key, said.handle) if said is not None else (named.key or named.handle, named.handle)
    return [Author(clean_line(key), handle, clean_line(""))]


def _lines(author: Author, standing: Standing, why: str, decided: Account | None, note: str) -> Iterator[str]:
    yield f"{shape_of(standing.level)} {_who(author)}: {why}".strip()
    if decided is not None and decided.is_glob:
        yield f"    by what you said of '{decided.handle}'"
    for vouch in standing.vouches[:_MOST_TOLD]:
        done = ", ".join(f"{deed.value} {times}" for deed, times in vouch.deeds)
        through = f", vouched by {_who(vouch.through)}" if vouch.through is not None else ", trusted by you"
        yield f"    {_who(vouch.by)}{through}: {done} (adds {vouch.share:.2f})"
    if len(standing.vouches) > _MOST_TOLD:
        yield f"    and {len(standing.vouches) - _MOST_TOLD} more"
    if note:
        yield f"    your note: {clean_line(note)}"


def _object(author: Author, standing: Standing, why: str, note: str) -> str:
    given = standing.given
    return json_line(
        {
            "handle": author.handle or None,
            "key": author.key if author.key != author.handle else None,
            **trust_object(standing),
            "why": why,
            "badge": standing.level.badge or None,
            "strongly": standing.level is Level.STRONGLY_VOUCHED,
            "given": {"level": given.level, "muted": given.muted, "known_by": given.known_by or None},
            "note": note or None,
            "vouches": [_vouch(vouch) for vouch in standing.vouches],
        }
    )


def _vouch(vouch: Vouch) -> dict[str, object]:
    return {
        "by": _who(vouch.by),
        "deeds": {deed.value: times for deed, times in vouch.deeds},
        "share": round(vouch.share, 4),
        "through": None if vouch.through is None else _who(vouch.through),
    }


def _who(author: Author) -> str:
    return author.handle or author.name or author.key
