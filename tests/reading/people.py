"""People who pass on, quote, answer and name each other, for tests of trust."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from hashtui.post.clean import clean_line
from hashtui.post.post import Author, Post
from hashtui.post.sighting import Boost
from hashtui.reading.standing import Given
from hashtui.reading.trust import Trust
from hashtui.reading.vouching import Vouching
from tests.posts import NOON, SOURCE, author, post

_NUMBERS = count(1)


def written(by: Author, key: str = "", **more: object) -> Post:
    """A post of theirs; without a key, one more."""
    one = replace(post(1), key=clean_line(key or f"post-{next(_NUMBERS)}"), author=by)
    return replace(one, **more)  # type: ignore[arg-type]  # what a post has


def boost(by: Author, key: str) -> Boost:
    """They pass that post on."""
    return Boost(clean_line(key), by, NOON, SOURCE, NOON)


def passes_on(vouching: Vouching, by: Author, whom: Author, times: int = 1) -> None:
    """They pass on that many posts of the other."""
    for _ in range(times):
        theirs = written(whom)
        vouching.see(theirs)
        vouching.pass_on(boost(by, theirs.key))


def trusting(vouching: Vouching, levels: Mapping[str, float], muted: frozenset[str] = frozenset()) -> Trust:
    """Trust of one who gives these users these levels, worked out."""

    def given_of(one: Author) -> Given:
        user = one.handle[1:].partition("@")[0]
        return Given(levels.get(user), user in muted)

    trust = Trust(given_of, vouching)
    trust.settle(at_once=True)
    return trust


def people(*users: str) -> tuple[Author, ...]:
    """Accounts of these names on one server."""
    return tuple(author(user, user.title()) for user in users)
