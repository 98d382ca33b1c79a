"""What every author is to the reader: levels given by the reader, and what the accounts so trusted vouch for."""

from collections.abc import Callable, Iterable, Mapping
from math import floor

from hashtui.post.post import Author
from hashtui.reading.chains import Chain, chains
from hashtui.reading.deeds import told
from hashtui.reading.standing import NO_STANDING, Given, Level, Standing, Vouch
from hashtui.reading.vouching import Vouching

DUE = 200
"""After so many posts trust is worked out anew; sooner while little was heard, for then it costs nothing."""
SOON = 20
"""That is: when a twentieth of all was heard since."""
KNOWN, VOUCHED, STRONGLY = 0.1, 0.3, 0.6
"""T from which on an account is so."""
MOST_KEPT = 200_000
NAMED = 2
"""So many of those who vouch are named in a sentence, the rest are counted."""

_NOTHING = Given()
_HOW = {Level.KNOWN: "known through", Level.UNKNOWN: "unknown, too little through"}


class Trust:
    """The standing of everybody, worked out now and then from what was gathered; in between it stands still.

    Only the reader makes somebody trusted or muted: what others vouch for is never more than vouched.
    """

    def __init__(self, given_of: Callable[[Author], Given], vouching: Vouching) -> None:
        self._given_of = given_of
        self._vouching = vouching
        self._revision = 0
        self._met = 0
        """How many of those met have been asked for what is given."""
        self._worked_out_at = 0
        self._given: dict[str, Given] = {}
        """What the reader said, of those of whom something was said."""
        self._chains: Mapping[str, Chain] = {}
        self._levels: dict[str, Level] = {}
        self._standings: dict[str, Standing] = {}

    @property
    def revision(self) -> int:
        """Another number whenever a standing may have changed."""
        return self._revision

    def level_of(self, author: Author) -> Level:
        """What the author is to the reader now."""
        level = self._levels.get(author.key)
        return self._look_at(author) if level is None else level

    def standing_of(self, author: Author) -> Standing:
        """The same with what it rests on."""
        level = self.level_of(author)
        standing = self._standings.get(author.key)
        if standing is None:
            standing = self._standing(author.key, level)
            if standing is not NO_STANDING:
                self._standings[author.key] = standing
        return standing

    def settle(self, *, at_once: bool = False) -> frozenset[str]:
        """Take up what was heard, if it is time to, or `at_once`. The keys of the authors whose level changed."""
        fresh = self._vouching.heard - self._worked_out_at
        if not fresh or (not at_once and fresh < min(DUE, self._vouching.heard // SOON)):
            return frozenset()
        met = self._vouching.met[self._met :]
        for key in met:
            author = self._vouching.person(key)
            if author is not None:
                self._ask(author)
        self._met = len(self._vouching.met)
        return self._work_out(met)

    def restate(self, given_of: Callable[[Author], Given]) -> frozenset[str]:
        """The reader says something else now: it holds at once. The keys of the authors whose level changed."""
        said_before, self._given_of, self._given = self._given, given_of, {}
        asked = [self._vouching.person(key) for key in dict.fromkeys([*self._levels, *self._vouching.met[0:]])]
        met = {author.key: author for author in asked if author is not None}
        for author in met.values():
            self._ask(author)
        self._met = len(self._vouching.met)
        changed = self._work_out([*said_before, *met])
        self._levels = {key: level for key, level in self._levels.items() if key in met}
        return changed

    def _ask(self, author: Author) -> None:
        given = self._given_of(author)
        if given == _NOTHING:
            self._given.pop(author.key, None)
        else:
            self._given[author.key] = given

    def _work_out(self, asked: Iterable[str]) -> frozenset[str]:
        self._worked_out_at = self._vouching.heard
        self._revision += 1
        levels = {key: said.level for key, said in self._given.items() if said.level is not None and not said.muted}
        muted = {key for key, said in self._given.items() if said.muted}
        before, self._chains = self._chains, chains(levels, muted, self._vouching)
        self._vouching.dear = {*levels, *(key for key, chain in self._chains.items() if chain.hop == 1)}
        self._standings.clear()
        changed = set()
        for key in {**dict.fromkeys(asked), **before, **self._given, **self._chains}:
            level = self._level(key)
            if self._levels.get(key, Level.UNKNOWN) is not level:
                changed.add(key)
            self._levels[key] = level
        return frozenset(changed)

    def _look_at(self, author: Author) -> Level:
        """An author who was not asked for since trust was worked out."""
        if len(self._levels) > MOST_KEPT:
            self._levels = {key: level for key, level in self._levels.items() if level is not Level.UNKNOWN}
        self._ask(author)
        level = self._levels[author.key] = self._level(author.key)
        return level

    def _level(self, key: str) -> Level:
        given, chain = self._given.get(key, _NOTHING), self._chains.get(key)
        score = 0.0 if chain is None else chain.score
        if given.muted:
            return Level.MUTED
        if given.level is not None:
            return Level.TRUSTED
        if score >= STRONGLY:
            return Level.STRONGLY_VOUCHED
        if score >= VOUCHED:
            return Level.VOUCHED
        touched = chain is not None and chain.hop == 1
        return Level.KNOWN if given.known_by or touched or score >= KNOWN else Level.UNKNOWN

    def _standing(self, key: str, level: Level) -> Standing:
        given, chain = self._given.get(key, _NOTHING), self._chains.get(key)
        if given.muted or (given.level is None and chain is None):
            return NO_STANDING if given == _NOTHING else Standing(level, 0.0, given)
        if given.level is not None or chain is None:
            return Standing(level, given.level or 0.0, given)
        return Standing(level, chain.score, given, self._vouches(key, chain))

    def _vouches(self, key: str, chain: Chain) -> tuple[Vouch, ...]:
        links = sorted(chain.links, key=lambda link: (-link[0], link[1]))
        return tuple(
            Vouch(by, told(self._vouching.done(by_key, key)), share, self._through(by_key))
            for share, by_key in links
            if (by := self._vouching.person(by_key)) is not None
        )

    def _through(self, key: str) -> Author | None:
        chain = self._chains.get(key)
        if chain is None:
            return None
        _, best = min((-share, by) for share, by in chain.links)
        return self._vouching.person(best)


def in_words(standing: Standing) -> str:
    """The standing in one sentence, without its badge: who vouches, by what deeds, and through whom."""
    given, vouches = standing.given, standing.vouches
    listed = f"known: {given.known_by}" if given.known_by else ""
    if given.muted:
        return "muted by you"
    if given.level is not None:
        return f"trusted by you (level {given.level:g})"
    if not vouches:
        return listed or "no link with the accounts you trust"
    how = _HOW.get(standing.level, "vouched by")
    chain = f"{_two_digits(standing.score)} {how} {_who(vouches)}: {_deeds(vouches)}"
    return f"{chain}; {given.known_by}" if given.known_by else chain


def trust_object(standing: Standing) -> dict[str, object]:
    """The standing in the public form of posts."""
    return {"level": standing.level.word, "score": round(standing.score, 4), "why": in_words(standing)}


def _who(vouches: tuple[Vouch, ...]) -> str:
    return " and ".join(_one(vouch) for vouch in vouches[:NAMED])


def _one(vouch: Vouch) -> str:
    through = f" (itself vouched by {_name(vouch.through)})" if vouch.through is not None else ""
    return f"{_name(vouch.by)}{through}"


def _deeds(vouches: tuple[Vouch, ...]) -> str:
    done: dict[str, int] = {}
    for vouch in vouches[:NAMED]:
        for deed, times in vouch.deeds:
            done[deed.value] = done.get(deed.value, 0) + times
    words = ", ".join(word if word == "follows" else f"{word} {times}" for word, times in done.items())
    others = len(vouches) - NAMED
    return f"{words} (+{others})" if others > 0 else words


def _name(author: Author) -> str:
    return author.handle or author.name or author.key


def _two_digits(score: float) -> str:
    """Rounded down, so that what is not enough for a badge never looks so."""
    return f"{floor(score * 100 + 1e-9) / 100:.2f}"
