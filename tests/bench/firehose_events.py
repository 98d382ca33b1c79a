"""Jetstream events made up in the shapes of real ones, and in their proportions; it is known which bear a tag."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, takewhile
from random import Random

FOLLOWED = ("python", "opensource", "Été2026", "アニメ")
"""Four tags, one for each pane."""

BEARING = 200
"""One post in so many bears one of them, unless told otherwise."""

NUMBER = b"qqqqq"
"""Stands in the record key of each post that bears one; a later turn of the same events puts its number there."""

BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
STARTED = 1_783_175_888_085_434

_OTHERS = (
    "caturday",
    "photo",
    "art",
    "nsfw",
    "booksky",
    "gaming",
    "ほんやく",
    "Furry",
    "Formula1",
    "PoliticsNow",
    "kpop",
)
_WORDS = (
    "the of and a to in is you that it he was for on are as with his they I at be this have from or one had by word "
    "but not what all were we when your can said there use an each which she do how their if will up other about out "
    "many then them these so some her would make like him into time has look two more write go see number no way could "
    "people today photo morning coffee & cats <3 finally"
)
_FOREIGN = (
    "今日は いい 天気 ですね ありがとう 写真 bom dia você também não é possível 🎉 🌱 😂 schön größer für ça va déjà "
    "привет сегодня 오늘은 날씨가"
)
_LANGS: tuple[list[str], ...] = (["en"], ["en"], ["ja"], ["pt"], ["de"], ["en-US"], [])

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Events:
    """Events in the order in which they are sent, and the places of those whose post bears a followed tag."""

    frames: tuple[bytes, ...]
    bearing: frozenset[int]

    @property
    def size(self) -> float:
        """Octets of one, on the average."""
        return sum(map(len, self.frames)) / len(self.frames)

    def told(self) -> Iterator[tuple[int, bytes]]:
        """The place and the frame of each event that bears a tag, as they are sent turn after turn, without end."""
        for turn in count():
            for place in sorted(self.bearing):
                yield turn * len(self.frames) + place, turned(self.frames[place], turn)

    def bearing_of(self, sent: int) -> list[bytes]:
        """Those of the first so many that are sent."""
        return [frame for _, frame in takewhile(lambda told: told[0] < sent, self.told())]


def turned(frames: bytes, turn: int) -> bytes:
    """These frames as they are sent in that turn."""
    number = bytes(ord(BASE32[turn // 32**digit % 32]) for digit in range(len(NUMBER)))
    return frames.replace(NUMBER, number) if turn else frames


def make_events(number: int, seed: int = 1, *, bearing: int = BEARING) -> Events:
    """So many events, the same for the same seed; one post in `bearing` bears a followed tag."""
    maker = _Maker(Random(seed), bearing)
    frames = tuple(maker.event(place) for place in range(number))
    return Events(frames, frozenset(maker.bearing))


class _Maker:
    """Makes one event after the other."""

    def __init__(self, dice: Random, every: int) -> None:
        self.bearing: list[int] = []
        self._every = every
        self._dice = dice
        self._posts = 0
        kinds: list[tuple[float, Callable[[], Json]]] = [
            (49.0, lambda: self._commit("app.bsky.feed.like", self._about())),
            (20.0, lambda: self._commit("app.bsky.feed.like", {**self._about(), "via": self._ref("repost")})),
            (7.0, lambda: self._commit("app.bsky.feed.repost", self._about())),
            (6.5, lambda: self._commit("app.bsky.graph.follow", {"subject": self._did()})),
            (1.5, lambda: self._commit("app.bsky.graph.block", {"subject": self._did()})),
            (3.0, lambda: self._commit("app.bsky.feed.like", None)),
            (1.0, lambda: self._commit("app.bsky.feed.post", None)),
            (0.5, self._identity),
            (0.5, self._account),
        ]
        self._weights = [11.0, *(weight for weight, _ in kinds)]
        self._kinds = [self._post, *(make for _, make in kinds)]

    def event(self, place: int) -> bytes:
        """The event of that place."""
        before = self._posts
        inner = self._dice.choices(self._kinds, self._weights)[0]()
        if self._posts > before and self._posts % self._every == 0:
            self.bearing.append(place)
        event = {"did": self._did(), "time_us": STARTED + place * 500 + self._dice.randrange(400), **inner}
        text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
        # As Go's encoder does.
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").encode()

    def _commit(self, collection: str, record: Json | None, key: str | None = None) -> Json:
        commit: Json = {
            "rev": self._key(),
            "operation": "delete" if record is None else "create",
            "collection": collection,
            "rkey": key or self._key(),
        }
        if record is not None:
            commit["record"] = {"$type": collection, "createdAt": "2026-07-04T14:38:07.912Z", **record}
            commit["cid"] = self._cid()
        return {"kind": "commit", "commit": commit}

    def _about(self) -> Json:
        return {"subject": self._ref("post")}

    def _ref(self, kind: str) -> Json:
        return {"cid": self._cid(), "uri": f"at://{self._did()}/app.bsky.feed.{kind}/{self._key()}"}

    def _identity(self) -> Json:
        said = {"did": self._did(), "seq": 30_340_180_350, "time": "2026-07-04T14:38:07.950Z"}
        return {"kind": "identity", "identity": said}

    def _account(self) -> Json:
        said = {"active": True, "did": self._did(), "seq": 30_340_180_351, "time": "2026-07-04T14:38:07.950Z"}
        return {"kind": "account", "account": said}

    def _post(self) -> Json:
        dice = self._dice
        self._posts += 1
        bears = self._posts % self._every == 0
        tags = dice.sample(_OTHERS, dice.randint(1, 4)) if dice.random() < 0.15 else []
        record: Json = {"langs": dice.choice(_LANGS), "text": self._words(dice.randint(4, 42))}
        if dice.random() < 0.5:
            record["reply"] = {"parent": self._ref("post"), "root": self._ref("post")}
        if dice.random() < 0.35:
            record["embed"] = self._pictures() if dice.random() < 0.6 else self._card()
        if bears:
            self._bear(record, tags)
        else:
            self._end_with(record, tags)
        return self._commit("app.bsky.feed.post", record, f"3mq{NUMBER.decode()}{self._key()[:5]}" if bears else None)

    def _bear(self, record: Json, tags: list[str]) -> None:
        """One of the followed tags, in some case or other: in a facet, beside the text, in the text."""
        tag = self._dice.choice(FOLLOWED)
        tag = self._dice.choice((tag, tag.lower(), tag.upper(), tag.title()))
        match self._dice.randrange(4):
            case 0:
                record["tags"] = [tag, *tags]
            case 1 if not tags:
                record["text"] = f"{record['text']} #{tag}"
            case _:
                self._end_with(record, [*tags, tag])

    def _end_with(self, record: Json, tags: list[str]) -> None:
        """These tags at the end of the text, each with its facet."""
        text, facets = str(record["text"]), []
        for tag in tags:
            begin = len(text.encode()) + 1
            text += f" #{tag}"
            index = {"byteEnd": len(text.encode()), "byteStart": begin}
            facets.append({"features": [{"$type": "app.bsky.richtext.facet#tag", "tag": tag}], "index": index})
        record["text"] = text
        if facets:
            record["facets"] = facets

    def _pictures(self) -> Json:
        blob = {"$type": "blob", "ref": {"$link": self._cid()}, "mimeType": "image/jpeg", "size": 412_345}
        shape = {"height": 1500, "width": 2000}
        picture = {"alt": self._words(12), "aspectRatio": shape, "image": blob}
        return {"$type": "app.bsky.embed.images", "images": [picture] * self._dice.randint(1, 2)}

    def _card(self) -> Json:
        card = {"description": self._words(18), "title": self._words(6), "uri": f"https://example.org/{self._key()}"}
        return {"$type": "app.bsky.embed.external", "external": card}

    def _words(self, count: int) -> str:
        dice = self._dice
        return " ".join(dice.choices((_FOREIGN if dice.random() < 0.25 else _WORDS).split(), k=count))

    def _did(self) -> str:
        return "did:plc:" + "".join(self._dice.choices(BASE32, k=24))

    def _key(self) -> str:
        return "3m" + "".join(self._dice.choices(BASE32[:16], k=11))

    def _cid(self) -> str:
        return "bafyrei" + "".join(self._dice.choices(BASE32, k=52))
