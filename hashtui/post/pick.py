"""A pick: a post somebody chose for an anthology, with what they say of it and whether its author agrees."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hashtui.post.clean import CleanLine, CleanText, clean_line
from hashtui.post.post import Post

NO_CHAPTER = clean_line("")
"""The chapter of a pick that was put in none."""


class Permission(StrEnum):
    """Whether the author agrees to stand in the anthology. The value is the word users see and files say."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class IfDeleted(StrEnum):
    """What the person decided for a pick whose author took the post back."""

    UNDECIDED = "undecided"
    """It stays out of what is exported until they decide."""
    KEEP = "keep"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Pick:
    """One post that was chosen. Its place is that in the list of picks; chapters follow one another as picks do."""

    post: Post
    """The post as it was when it was picked: it stays readable whatever becomes of the archive."""
    picked_at: datetime
    """Aware UTC."""
    chapter: CleanLine = NO_CHAPTER
    caption: CleanText | None = None
    """What stands under it in the anthology."""
    note: CleanText | None = None
    """For whoever makes the anthology; never exported."""
    permission: Permission = Permission.NOT_ASKED
    asked_at: datetime | None = None
    """When the author was asked."""
    deleted_at: datetime | None = None
    """When it was heard that the author took the post back; None while it stands."""
    if_deleted: IfDeleted = IfDeleted.UNDECIDED
    newest: Post | None = None
    """The post as its author left it after an edit that was heard since; None while it says what it said."""
    more: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What stands in the file that this version does not know; it is kept."""

    @property
    def key(self) -> CleanLine:
        """The post's identity."""
        return self.post.key

    @property
    def latest(self) -> Post:
        """The post as its author would have it now, as far as that was heard."""
        return self.newest or self.post

    @property
    def was_edited(self) -> bool:
        """Its author changed it after it was picked."""
        return self.newest is not None and is_edited(self.newest, self.post)

    @property
    def is_exported(self) -> bool:
        """Whether it goes into an anthology: it stands, or was kept on purpose, and nobody refused."""
        stands = self.deleted_at is None or self.if_deleted is IfDeleted.KEEP
        return stands and self.permission is not Permission.REFUSED


def is_edited(now: Post, before: Post) -> bool:
    """Whether its author changed it since: its words, warning, pictures or answers. Counts and links are no edit."""
    if now.edited_at is None or (before.edited_at is not None and now.edited_at <= before.edited_at):
        return False
    return _read(now) != _read(before)


def _read(post: Post) -> tuple[object, ...]:
    media = tuple((one.kind, one.url, one.alt) for one in post.media)
    answers = () if post.poll is None else tuple(option.title for option in post.poll.options)
    return post.body.text, post.content_warning, post.sensitive, media, answers
