"""Where a feed is: `feed+https://host/tags/{tag}.rss`, checked once and filled in for each tag."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from hashtui.errors import UsageError
from hashtui.post.address import read_address
from hashtui.post.clean import CleanLine, clean_line
from hashtui.post.tag import Tag
from hashtui.sources.address import is_loopback, shown

PREFIX = "feed+"
TAG = "{tag}"

_ENCODED_TAG = re.compile(re.escape(quote(TAG, safe="")), re.IGNORECASE)
_BRACES = re.compile(r"[{}]|%7b|%7d", re.IGNORECASE)
_AUTHORITY = re.compile(r"[a-z]+://([^/?#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """A feed's address, perhaps with a place for the tag; canonical and in ASCII."""

    template: str
    """`https://host/…`, with `{tag}` where the tag stands."""
    host: str
    """Host, and port when it is not the usual one."""
    is_here: bool
    """It is on this machine."""

    @property
    def name(self) -> CleanLine:
        """How the source is called."""
        return clean_line(PREFIX + self.template)

    @property
    def takes_tag(self) -> bool:
        """There is a feed for each tag."""
        return TAG in self.template

    def for_tag(self, tag: Tag) -> str:
        """The address of this tag's own feed."""
        return self.template.replace(TAG, quote(tag.spelling, safe=""))


def read_feed_address(url: str, *, insecure: bool) -> FeedAddress:
    """The address in a source's URL. UsageError when it cannot be one, or is plain http to another machine."""
    text = url.strip()[len(PREFIX) :].partition("#")[0]
    authority = _AUTHORITY.match(text)
    if authority is not None and "@" in authority[1]:
        raise UsageError(f"{shown(url)}: leave out what stands before the @; a token goes into token_env")
    if authority is not None and TAG in authority[1]:
        raise UsageError(f"{shown(url)}: {TAG} stands for the tag in the path or the query, never in the host")
    address = read_address(text)
    if address is None or not address.is_honest:
        raise UsageError(f"{shown(url)} is no feed's address; write it as {PREFIX}https://HOST/tags/{TAG}.rss")
    template = _ENCODED_TAG.sub(TAG, str(address))
    if _BRACES.search(template.replace(TAG, "")):
        raise UsageError(f"{shown(url)}: the one thing that may stand in braces is {TAG}")
    whole = urlsplit(template)
    is_here = is_loopback(whole.hostname or "")
    if address.scheme == "http" and not insecure and not is_here:
        raise UsageError(
            f"{shown(url)}: plain http is only for this machine;"
            f" write {PREFIX}https://…, or set insecure = true on this [[source]]"
        )
    return FeedAddress(template, whole.netloc, is_here)
