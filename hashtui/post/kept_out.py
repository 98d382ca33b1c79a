"""Whom the person had forgotten: nothing of theirs is shown, told or kept from then on."""

from dataclasses import dataclass, replace

from hashtui.post.post import Author, Post


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Those people, by all their names: keys of accounts, and handles in lower case."""

    names: frozenset[str] = frozenset()

    def has(self, author: Author) -> bool:
        """Whether this is one of them."""
        return author.key in self.names or author.handle.lower() in self.names

    def cleared(self, post: Post) -> Post:
        """Somebody else's post, without the name of one of them who passed it on."""
        return replace(post, boosted_by=None) if post.boosted_by is not None and self.has(post.boosted_by) else post


NOBODY = KeptOut()
