"""The people of the event: 420 of them, a few of whom say most."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from random import Random

from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Author, Network
from hashtui.sources.demo import names
from hashtui.sources.demo.keys import did
from hashtui.sources.demo.profiles import profiled
from hashtui.sources.demo.telling import Bag, Manner, tell

CAPCOMNET = "capcomnet"
PARIS20 = "paris20"
TAGS = (CAPCOMNET, PARIS20)

PEOPLE = 420
ORGANISERS = 2
ROBOTS = 2
REPORTERS = 12
SPEAKERS = 26
AT_CAPCOMNET = 0.55
ON_BOTH = 0.16
FRENCH = {CAPCOMNET: 0.68, PARIS20: 0.76}
"""The share of posts in French, hence of voices weighted by how much they say."""


class Part(StrEnum):
    """What somebody is at the event."""

    PUBLIC = "public"
    SPEAKER = "speaker"
    REPORTER = "reporter"
    ORGANISER = "organiser"
    ROBOT = "robot"


@dataclass(frozen=True, slots=True)
class Person:
    """One account, and the person behind it."""

    author: Author
    network: Network
    part: Part
    home: str
    """The tag they are there for."""
    on_both: bool
    language: str
    manner: Manner
    activity: float
    """How much they say, beside others."""
    full_name: str
    """What others call them."""

    @property
    def mention(self) -> str:
        """How a post addresses them: the short form on Mastodon's network, the domain on the other."""
        return "@" + self.author.handle[1:].partition("@")[0]


class World:
    """Everybody, and who speaks how often under which tag."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        self.people = people
        self._voices = {tag: [p for p in people if _talks(p, tag)] for tag in TAGS}
        self._weights = {tag: list(accumulate(p.activity for p in self._voices[tag])) for tag in TAGS}

    def somebody(self, tag: str, random: Random) -> Person:
        """Somebody who writes under this tag, those who say much more often."""
        return random.choices(self._voices[tag], cum_weights=self._weights[tag])[0]

    def those(self, part: Part, tag: str) -> tuple[Person, ...]:
        """Those of this part whose home the tag is."""
        return tuple(p for p in self.people if p.part is part and p.home == tag)


def _talks(person: Person, tag: str) -> bool:
    chatty = person.part not in (Part.ORGANISER, Part.ROBOT)
    return chatty and (person.home == tag or person.on_both)


def make_world(random: Random) -> World:
    """The people of one event."""
    parts = _parts(random)
    homes = _homes(parts, random)
    said = {tag: {"fr": 0.0, "en": 0.0} for tag in TAGS}
    maker = PeopleMaker(random)
    people = []
    for rank, (part, home) in enumerate(zip(parts, homes, strict=True)):
        activity = 1 / (rank + 4) ** 0.85
        language = _language(part, said[home], FRENCH[home], random)
        if part not in (Part.ORGANISER, Part.ROBOT):
            said[home][language] += activity
        people.append(maker.person(part, home, language, activity))
    return World(tuple(people))


def _parts(random: Random) -> list[Part]:
    """Everybody's part, the most talkative first: reporters among the first 60, speakers among the first 220."""
    parts = [Part.PUBLIC] * PEOPLE
    for part, count, among in (
        (Part.ORGANISER, ORGANISERS, 20),
        (Part.ROBOT, ROBOTS, 40),
        (Part.REPORTER, REPORTERS, 60),
        (Part.SPEAKER, SPEAKERS, 220),
    ):
        free = [rank for rank in range(among) if parts[rank] is Part.PUBLIC]
        for rank in random.sample(free, count):
            parts[rank] = part
    return parts


def _homes(parts: list[Part], random: Random) -> list[str]:
    """Everybody's tag; those with a part are shared out evenly."""
    turns = dict.fromkeys(Part, 0)
    homes = []
    for part in parts:
        turns[part] += 1
        if part is Part.PUBLIC:
            homes.append(CAPCOMNET if random.random() < AT_CAPCOMNET else PARIS20)
        else:
            homes.append(TAGS[turns[part] % 2])
    return homes


def _language(part: Part, said: dict[str, float], french: float, random: Random) -> str:
    """The language that keeps the tag's share of French, with some chance in it."""
    if part in (Part.ORGANISER, Part.ROBOT):
        return "fr"
    so_far = said["fr"] + said["en"]
    wanted = french + random.uniform(-0.04, 0.04)
    return "en" if so_far and said["fr"] > wanted * so_far else "fr"


class PeopleMaker:
    """Makes people, no two with the same handle or name."""

    def __init__(self, random: Random, taken: Iterable[str] = ()) -> None:
        """`taken` are the handles there are already."""
        self._random = random
        self._taken = {*taken}
        self._first = {"fr": Bag(names.FIRST_FR, random), "en": Bag(names.FIRST_EN, random)}
        self._last = {"fr": Bag(names.LAST_FR, random), "en": Bag(names.LAST_EN, random)}
        self._nicks = Bag(names.NICKS, random)
        self._bios = {"fr": Bag(names.BIOS_FR, random), "en": Bag(names.BIOS_EN, random)}

    def person(self, part: Part, home: str, language: str, activity: float) -> Person:
        """One person, drawn."""
        random = self._random
        first, last = self._first[language].deal(), self._last[language].deal()
        shown, local = self._called(part, home, first, last)
        network = Network.BLUESKY if part is not Part.ROBOT and random.random() < 0.38 else Network.MASTODON
        about = self._about(part, home, language)
        author = self._author(network, shown, local, part, about)
        return Person(
            author=profiled(author, language, has_fields=network is Network.MASTODON),
            network=network,
            part=part,
            home=home,
            on_both=random.random() < ON_BOTH,
            language=language,
            manner=_manner(part, random),
            activity=activity,
            full_name=shown if part in (Part.ORGANISER, Part.ROBOT) else f"{first} {last}",
        )

    def _called(self, part: Part, home: str, first: str, last: str) -> tuple[str, str]:
        """The display name and the local part of the handle."""
        match part, home:
            case Part.ORGANISER, "capcomnet":
                return "Capcomnet, l’équipe", "equipe.capcomnet"
            case Part.ORGANISER, _:
                return "La fête du vingtième", "fete20"
            case Part.ROBOT, "capcomnet":
                return "Programme Capcomnet", "programme-capcomnet"
            case Part.ROBOT, _:
                return "Agenda de la fête", "agenda-fete20"
        if part is not Part.PUBLIC:
            return f"{first} {last}", _local(first, last, self._random)
        return self._casual(first, last)

    def _casual(self, first: str, last: str) -> tuple[str, str]:
        random = self._random
        form = random.random()
        if form < 0.14:
            nick = self._nicks.deal()
            return random.choice((nick.replace("_", " "), first, "")), nick
        local = _local(first, last, random)
        if form < 0.55:
            return f"{first} {last}", local
        if form < 0.72:
            return f"{first} {last[0]}.", local
        if form < 0.84:
            return first, local
        if form < 0.92:
            return f"{first} {random.choice(_SIGNS)}", local
        return first.lower(), local

    def _author(self, network: Network, shown: str, local: str, part: Part, about: str) -> Author:
        random = self._random
        if network is Network.MASTODON:
            local = local.replace(".", "_").replace("-", "_")
        host = self._host(network, part)
        handle = f"@{local}.{host}" if network is Network.BLUESKY else f"@{local}@{host}"
        while handle in self._taken:
            local += str(random.randint(2, 99))
            handle = f"@{local}.{host}" if network is Network.BLUESKY else f"@{local}@{host}"
        self._taken.add(handle)
        if network is Network.BLUESKY:
            key = did(random)
            url = f"https://bsky.example/profile/{handle[1:]}"
        else:
            key = f"https://{host}/users/{local}"
            url = f"https://{host}/@{local}"
        bold = {Part.PUBLIC: 0.0, Part.SPEAKER: 0.5, Part.REPORTER: 0.8, Part.ORGANISER: 1.4, Part.ROBOT: 0.0}
        known = part in (Part.ORGANISER, Part.REPORTER) and network is Network.MASTODON
        return Author(
            key=clean_line(key),
            handle=clean_line(handle),
            name=clean_line(shown),
            url=clean_line(url),
            bot=part is Part.ROBOT,
            followers=int(10 ** random.gauss(2.3 + bold[part], 0.7)),
            about=clean_text(about) if about else None,
            verified=(clean_line(f"https://{local}.example/"),) if known else (),
        )

    def _host(self, network: Network, part: Part) -> str:
        if network is Network.BLUESKY:
            return self._random.choice(names.SKY)
        if part in (Part.ORGANISER, Part.ROBOT):
            return "mairies.example"
        return names.SERVERS[min(int(self._random.expovariate(0.28)), len(names.SERVERS) - 1)]

    def _about(self, part: Part, home: str, language: str) -> str:
        random = self._random
        slots = {"n": str(random.randint(3, 12))}
        match part:
            case Part.SPEAKER:
                return tell(random.choice(names.BIOS_SPEAKER[home][language]), slots, random)
            case Part.REPORTER:
                return tell(random.choice(names.BIOS_REPORTER[language]), slots, random)
            case Part.ORGANISER | Part.ROBOT:
                return names.BIOS_ORGANISER[home] if part is Part.ORGANISER else names.BIOS_ROBOT[home]
            case Part.PUBLIC:
                return tell(self._bios[language].deal(), slots, random) if random.random() < 0.7 else ""


_SIGNS = ("🌻", "🚲", "📚", "🎺", "🐌", "🧶", "🍐", "🌙")


def _local(first: str, last: str, random: Random) -> str:
    """A handle somebody of that name might have."""
    one, two = _plain(first), _plain(last)
    return random.choice((f"{one}{two[0]}", f"{one}.{two}", f"{one[0]}{two}", one, f"{one}-{two}", f"{two}.{one}"))


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.replace("œ", "oe"))
    return "".join(c for c in letters if c.isascii() and c.isalpha()).lower()


def _manner(part: Part, random: Random) -> Manner:
    if part is not Part.PUBLIC:
        return Manner.PLAIN
    return random.choices(tuple(Manner), (60, 15, 14, 11))[0]
