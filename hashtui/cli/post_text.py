"""A post as a block of text for a terminal or a file: who, when, what, and where it is."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from hashtui.post.clean import cells
from hashtui.post.post import Media, Poll, Post
from hashtui.reading.standing import Level

_INDENT = "    "
_NARROWEST = 20
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class TextBlocks:
    """Draws posts. `width` None: every paragraph stays one line, for whoever reads it later."""

    def __init__(self, *, color: bool, width: int | None, ascii_only: bool = False) -> None:
        self._color = color
        self._ascii_only = ascii_only
        self._width = None if width is None else max(width, _NARROWEST)

    def post(self, post: Post, *, edited: bool, panes: Sequence[str], level: Level = Level.UNKNOWN) -> str:
        """The whole post, a blank line after it; `panes` names its panes where that is worth saying."""
        notes = [
            *([level.word] if level is not Level.UNKNOWN else []),
            *(["edited"] if edited or post.edited_at is not None else []),
            *([f"passed on by {post.boosted_by.handle}"] if post.boosted_by is not None else []),
            *(["bot"] if post.author.bot else []),
            *([f"[{', '.join(panes)}]"] if panes else []),
        ]
        lines = [self._head(post, level.ascii_badge if self._ascii_only else level.badge, " · ".join(notes))]
        if post.content_warning:
            lines += self._wrapped(post.content_warning, "warning: ")
        lines += self._wrapped(post.body.text, "")
        lines += [line for media in post.media for line in self._media(media)]
        lines += self._poll(post.poll) if post.poll is not None else ()
        lines += [f"{_INDENT}link: {link}" for link in post.body.attached if link not in (post.url, post.key)]
        lines += [self._dim(_INDENT + line) for line in (_counts(post), _place(post)) if line]
        return "\n".join(lines) + "\n\n"

    def deletion(self, post: Post, at: datetime) -> str:
        """That a post is gone: whose, and when it was written."""
        who = f"{post.author.name} {post.author.handle}".strip()
        lines = [f"{local(at)}  deleted: the post of {who} of {local(post.created_at)}"]
        lines += [self._dim(_INDENT + place) for place in (_place(post),) if place]
        return "\n".join(lines) + "\n\n"

    def _head(self, post: Post, badge: str, notes: str) -> str:
        who = "  ".join(filter(None, (self._styled(post.author.name, _BOLD), post.author.handle)))
        parts = (self._dim(local(post.created_at)), f"{badge} {who}" if badge else who, self._dim(notes))
        return "  ".join(part for part in parts if part)

    def _media(self, media: Media) -> Iterator[str]:
        yield from self._wrapped(media.alt or "(no description)", f"{media.kind.value}: ")

    def _poll(self, poll: Poll) -> Iterator[str]:
        for option in poll.options:
            votes = "" if option.votes is None else f" ({option.votes})"
            yield from self._wrapped(f"{option.title}{votes}", "- ")

    def _wrapped(self, text: str, label: str) -> Iterator[str]:
        hang = " " * len(label)
        for number, line in enumerate(text.splitlines()):
            first = _INDENT + (hang if number else label)
            if not line.strip():
                yield ""
            elif self._width is None:
                yield first + line
            else:
                yield from _wrap(line, first, _INDENT + hang, self._width)

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_PLAIN}" if self._color and text else text

    def _dim(self, text: str) -> str:
        return self._styled(text, _DIM)


def local(moment: datetime) -> str:
    """Date and time on the wall; in UTC for moments no local calendar has."""
    try:
        return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
    except (OverflowError, OSError):
        return f"{moment:%Y-%m-%d %H:%M:%S}Z"


def _place(post: Post) -> str:
    """Where the post is; empty where it has no address, only a name that was made up for it."""
    return post.url or (post.key if "://" in post.key else "")


def _counts(post: Post) -> str:
    counts = post.counts
    named = (("replies", counts.replies), ("boosts", counts.boosts), ("favourites", counts.favourites))
    return "  ".join(f"{number} {name if number != 1 else _ONE[name]}" for name, number in named if number)


_ONE = {"replies": "reply", "boosts": "boost", "favourites": "favourite"}


def _wrap(line: str, first: str, others: str, width: int) -> Iterator[str]:
    """Words in lines of at most that many cells; a word that is longer than a line, an address, stays whole."""
    so_far, used = first, cells(first)
    is_empty = True
    for number, word in enumerate(line.split(" ")):
        blank = " " if number else ""
        for piece in _pieces(word) if cells(word) > width - len(others) else [word]:
            needed = cells(piece)
            if not is_empty and used + len(blank) + needed > width:
                yield so_far
                so_far, used, is_empty = others, cells(others), True
            if is_empty:
                blank = ""
            so_far += blank + piece
            used += len(blank) + needed
            is_empty, blank = False, ""
    yield so_far


def _pieces(word: str) -> list[str]:
    """Where a script without spaces may be broken: before its letters; what is no letter stays with the one before."""
    pieces = [""]
    for char in word:
        if pieces[-1] and unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char)[0] == "L":
            pieces.append("")
        pieces[-1] += char
    return pieces
