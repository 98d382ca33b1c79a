"""Whom the person had forgotten, as a command asks it before it picks or exports anything."""

from hashtui.cli.archived import reading_archive
from hashtui.cli.output import say
from hashtui.errors import ArchiveError
from hashtui.post.kept_out import NOBODY, KeptOut


def kept_out() -> KeptOut:
    """Those people; when the archive cannot be read, that it is not known who they are is said."""
    try:
        with reading_archive() as reader:
            return NOBODY if reader is None else KeptOut(reader.forgotten_names())
    except ArchiveError as error:
        say(f"whom you had forgotten is not known: {error}")
        return NOBODY
