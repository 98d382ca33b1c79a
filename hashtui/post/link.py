"""How links and mentions are shown: whatever the label claims, the true host or handle is read first or beside it."""

import re
from urllib.parse import urlsplit

from hashtui.post.clean import CleanLine, clean_host, clean_url, real_host

_AFTER_HOST = re.compile(r"(?::\d{1,5})?(?:[/?#…].*)?|\.\.\.| .*", re.DOTALL)
"""What may follow the host in a label that begins with it. Not an `@`: what stands before that is no host."""


def read_link(label: str, href: str) -> tuple[str, CleanLine | None]:
    """The words to show for a link, which begin with `label`, and the URL to open; None when it may not be opened."""
    url = clean_url(href)
    host = real_host(href) if url is None else clean_host(urlsplit(url).hostname or "")
    return (label if host is None else _labelled(label, host)), url


def mention_of(label: str, handle: CleanLine) -> str:
    """The words to show for a mention of `handle`: `label` when it names that account, or `label ‹handle›`."""
    claimed = label.lower().lstrip("@")
    full = handle.lower().lstrip("@")
    if claimed in (full, full.partition("@")[0]) or not handle.startswith("@"):
        return label
    return f"{label} ‹{handle}›" if label else handle


def _labelled(label: str, host: str) -> str:
    """`label` when it begins with the host or is an address there, else `label ‹host›`."""
    if not label:
        return host
    claimed = label.lower().removeprefix("https://").removeprefix("http://")
    true = host.lower()
    for name in (true, true.removeprefix("www.")):
        if claimed.startswith(name) and _AFTER_HOST.fullmatch(claimed, len(name)):
            return label
    if claimed.startswith("@") and claimed.endswith(f"@{true}") and claimed.count("@") == 2 and " " not in claimed:
        return label
    return f"{label} ‹{host}›"
