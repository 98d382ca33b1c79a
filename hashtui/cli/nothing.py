"""What a command says when there is nothing to tell: of how many posts none was meant, and how some come to be."""

from collections.abc import Sequence

from hashtui.cli.archived import reading_archive
from hashtui.cli.output import say

NO_POST_YET = "the archive has no post yet: hashtui record '#tag' collects into it, hashtui import FILE too"


def say_nothing_found(files: Sequence[str], read: int) -> None:
    """One line: nothing was found in these files, of so many posts, or, where none is named, in the archive."""
    kept = read
    if not files:
        with reading_archive() as reader:
            kept = 0 if reader is None else reader.count()
    if not kept:
        say(f"there is no post in {', '.join(files)}" if files else NO_POST_YET)
        return
    where = ", ".join(files) or "the archive"
    many = "the one post" if kept == 1 else f"the {kept:,} posts"
    say(f"nothing was found: none of {many} in {where} is what was asked for")
