"""The one place where foreign text is made safe to print, keep and search."""


class CleanText(str):
    """Text that may span lines and is safe to draw. Made only in this module."""

    __slots__ = ()


class CleanLine(CleanText):
    """Clean text without line breaks, trimmed. Made only in this module."""

    __slots__ = ()


def clean_text(raw: str) -> CleanText:
    """A body, an alt text, a content warning: lines are kept."""
    return CleanText(raw)


def clean_line(raw: str) -> CleanLine:
    """A title, a key, a label: one line."""
    return CleanLine(raw)
