"""What a session heard around a post, for whoever reads it: who linked to the same, who passed it on, who answered."""

from collections import OrderedDict

from hashtui.post.kept_out import KeptOut
from hashtui.post.post import Author
from hashtui.post.sighting import Admitted, Boost, Change, Gap, Report

MOST_LINKS = 20_000
MOST_SHARERS = 1_000
"""People counted for one link; more are told as so many."""
MOST_POSTS = 5_000
MOST_BOOSTERS = 3
MOST_ANSWERED = 50_000
MOST_ANSWERS = 1_000


class Overheard:
    """A sink of the watch. It is bounded: links and posts not heard of for long are forgotten first."""

    def __init__(self) -> None:
        self._so_far = 0
        self._sharers: OrderedDict[str, set[str]] = OrderedDict()
        self._boosters: OrderedDict[str, tuple[Author, ...]] = OrderedDict()
        self._answers: OrderedDict[str, dict[str, None]] = OrderedDict()

    @property
    def so_far(self) -> int:
        """How often something was heard."""
        return self._so_far

    def take(self, admitted: Admitted) -> None:
        """A post's author has shared what it links to; nobody has any more what was deleted."""
        self._so_far += 1
        post = admitted.sighting.post
        if post.reply_to is not None:
            answers = self._answers.setdefault(post.reply_to, {})
            self._answers.move_to_end(post.reply_to)
            if len(answers) < MOST_ANSWERS:
                answers[post.key] = None
            while len(self._answers) > MOST_ANSWERED:
                self._answers.popitem(last=False)
        if not post.body.spans and not post.body.attached:
            return
        for link in map(_same, post.body.links):
            people = self._sharers.setdefault(link, set())
            self._sharers.move_to_end(link)
            if admitted.change is Change.DELETED:
                people.discard(post.author.key)
            elif len(people) < MOST_SHARERS:
                people.add(post.author.key)
        while len(self._sharers) > MOST_LINKS:
            self._sharers.popitem(last=False)

    def note(self, heard: Gap | Report | Boost) -> None:
        """Somebody passed a post on; the latest few are kept."""
        self._so_far += 1
        if not isinstance(heard, Boost):
            return
        known = self._boosters.pop(heard.key, ())
        others = [one for one in known if one.key != heard.by.key]
        self._boosters[heard.key] = (heard.by, *others)[:MOST_BOOSTERS]
        while len(self._boosters) > MOST_POSTS:
            self._boosters.popitem(last=False)

    def keep_out(self, out: KeptOut) -> None:
        """These people shared nothing and passed nothing on."""
        self._so_far += 1
        for people in self._sharers.values():
            people.difference_update(out.names)
        for key, boosters in self._boosters.items():
            if any(map(out.has, boosters)):
                self._boosters[key] = tuple(one for one in boosters if not out.has(one))

    def sharers(self, link: str) -> int:
        """How many people were heard to link to that."""
        return len(self._sharers.get(_same(link), ()))

    def boosters(self, key: str) -> tuple[Author, ...]:
        """Who was heard to pass that post on, the last first."""
        return self._boosters.get(key, ())

    def answers(self, key: str) -> tuple[str, ...]:
        """The keys of what was heard to answer that post, in order of hearing."""
        return tuple(self._answers.get(key, ()))


def _same(link: str) -> str:
    """One spelling for links that lead to the same page."""
    return link.partition("#")[0].removesuffix("/")
