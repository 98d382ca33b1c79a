"""Which sightings speak of the same post: by its key, and by the other names it goes under."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice

from hashtui.post.bridge import page_of
from hashtui.post.post import Post
from hashtui.post.sighting import Sighting
from hashtui.watch.alike import agree, holds, origin_of, same_host
from hashtui.watch.known import Copy, Known

NAMES_READ = 8
"""Originals that one post may name."""
CLAIMS_KEPT = 4
"""Copies of one post not heard yet that are remembered."""
CLOSE = timedelta(hours=1)
"""A copy told before its original was written within this of it: else the original would stand far from its time."""


class Identity:
    """Every known post under its keys, its URLs and the originals it names.

    A stranger may claim that their post is a copy of somebody's. It is taken for one only when the words agree, and
    then the original's words count: nobody's post is hidden or rewritten by a claim.
    """

    def __init__(self) -> None:
        self._by_key: dict[str, Known] = {}
        """Under the keys of all its copies; that of the first comes first."""
        self._by_url: dict[str, Known] = {}
        self._claims: dict[str, list[Known]] = {}
        """Copies by the page of the original they claim."""
        self._copies = 0

    def __len__(self) -> int:
        return len(self._by_key) - self._copies

    def __iter__(self) -> Iterator[Known]:
        return (known for key, known in self._by_key.items() if known.key == key)

    def known(self, key: str) -> Known | None:
        """The post with a copy of this key."""
        return self._by_key.get(key)

    def find(self, post: Post) -> Known | None:
        """The post that this one, whose key is not known, is a copy of; None when it is new."""
        for known in self._candidates(post):
            if known.takes_copies and agree(known.sighting.post.body.text, post.body.text):
                return known
        # Of copies whose original is not heard none can be believed more: they are one only word for word.
        for known in self._claimants(post.echo_of) if post.echo_of and self._claims else ():
            if known.takes_copies and holds(known.sighting.post.body.text, post.body.text):
                return known
        return None

    def _candidates(self, post: Post) -> list[Known]:
        key, url = post.key, post.url
        found: list[Known] = []
        # A feed's guid is the post's URL where the API's key is another address on the same server.
        named = self._by_url.get(key)
        if named is not None:
            found.append(named)
        if url is not None and url != key:
            named = self._by_key.get(url)
            if named is not None and same_host(key, url):
                found.append(named)
        for name in post.echo_of[:NAMES_READ] if post.echo_of else ():
            # A feed knows a post by its page alone: there that is the key.
            under = (name, page_of(name))
            named = next((one for n in under if (one := self._by_key.get(n) or self._by_url.get(n))), None)
            if named is not None:
                found.append(named)
        if self._claims:
            claims = self._claimants((key,) if url is None else (key, url))
            found += [one for one in claims if abs(one.sighting.post.created_at - post.created_at) <= CLOSE]
        return found

    def _claimants(self, names: Sequence[str]) -> list[Known]:
        """The copies that claim an original of one of these names."""
        pages = dict.fromkeys(page_of(name) for name in names[:NAMES_READ])
        return [one for page in pages for one in self._claims.get(page, ())]

    def add(self, known: Known, sighting: Sighting) -> None:
        """Know this copy under its names from now on."""
        post = sighting.post
        key, url = post.key, post.url
        self._by_key[key] = known
        if known.key != key:
            self._copies += 1
        # Anybody can write another's URL into their post: it counts for those who can know.
        if url is not None and url != key and (same_host(key, url) or url.startswith(origin_of(sighting.source))):
            self._by_url.setdefault(url, known)
        for name in post.echo_of[:NAMES_READ] if post.echo_of else ():
            claims = self._claims.setdefault(page_of(name), [])
            if len(claims) < CLAIMS_KEPT and known not in claims:
                claims.append(known)

    def forget(self, count: int) -> int:
        """Forget the posts known longest, with all their names; how many were."""
        before = len(self)
        # Many at once: finding the first key of a dict that loses one at a time is slow.
        for known in [self._by_key[key] for key in islice(self._by_key, count)]:
            self.take_out(known)
        return before - len(self)

    def take_out(self, known: Known) -> None:
        """Know the post no more, under any of its names."""
        for copy in known.copies:
            self._drop(known, copy.voices[0].first.post)
        self._by_key.pop(known.key, None)

    def take_out_copy(self, known: Known, copy: Copy) -> None:
        """Know the post by this copy no more; the key under which it was told first stays its own."""
        self._drop(known, copy.voices[0].first.post)
        if copy.key == known.key:
            self._by_key[known.key] = known

    def _drop(self, known: Known, post: Post) -> None:
        if self._by_key.pop(post.key, None) is not None and post.key != known.key:
            self._copies -= 1
        if post.url is not None and self._by_url.get(post.url) is known:
            del self._by_url[post.url]
        for name in post.echo_of[:NAMES_READ]:
            page = page_of(name)
            claims = self._claims.get(page)
            if claims is not None and known in claims:
                claims.remove(known)
                if not claims:
                    del self._claims[page]
