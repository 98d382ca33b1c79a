"""Who is who at the Mastodon half: who passed a post on, whom the account of the token follows, who is on its lists."""

from collections.abc import Sequence

from tests.chaos.http import Request
from tests.chaos.world import Json, World

LARGEST_PAGE = 80
OWN = "ana"
"""Whose token it is."""


class Circle:
    """The accounts around posts and around the token's own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._boosters: dict[str, list[str]] = {}
        self.follows: list[str] = []
        """Whom the token's account follows, the newest first."""
        self.lists: dict[str, list[str]] = {}
        """Its lists by title."""

    def boosted(self, post_id: str, by: str) -> None:
        """Somebody passes that on."""
        self._boosters.setdefault(post_id, []).insert(0, by)

    def boosters(self, post_id: str, request: Request) -> list[Json]:
        """Who passed it on, the last first, a page of them."""
        size = int(request.param("limit") or "40")
        return self._accounts(self._boosters.get(post_id, [])[: min(size, LARGEST_PAGE)])

    def own(self) -> Json:
        """The token's account."""
        return self._world.account(OWN)

    def following(self, request: Request) -> tuple[list[Json], str]:
        """A page of its follows, and the Link to the next: by numbers of follows, which are no account's ids."""
        size = min(int(request.param("limit") or "40"), LARGEST_PAGE)
        below = int(request.param("max_id") or "1000000")
        page = [(1_000_000 - n - 1, name) for n, name in enumerate(self.follows) if 1_000_000 - n - 1 < below][:size]
        rows = self._accounts([name for _, name in page])
        if len(page) < size:
            return rows, ""
        base = f"{self._world.base}{request.path}?limit={size}"
        return rows, f'<{base}&max_id={page[-1][0]}>; rel="next", <{base}&since_id={page[0][0]}>; rel="prev"'

    def titles(self) -> list[Json]:
        """Its lists (entities/List)."""
        return [{"id": str(n), "title": title, "replies_policy": "list"} for n, title in enumerate(self.lists)]

    def members(self, number: str) -> list[Json]:
        """All accounts on one of them."""
        found = list(self.lists.values())
        place = int(number) if number.isdigit() else len(found)
        return self._accounts(found[place]) if place < len(found) else []

    def _accounts(self, names: Sequence[str]) -> list[Json]:
        return [self._world.account(name) for name in names]
