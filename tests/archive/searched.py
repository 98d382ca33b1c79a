"""Posts in which it is hard to find things, and an archive that keeps them in memory."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hashtui.archive import Archive, in_memory
from hashtui.clock import HandClock
from hashtui.post.body import Body
from hashtui.post.clean import clean_line, clean_text
from hashtui.post.post import Media, MediaKind, Network, Post
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from tests.posts import NOON, admitted, author, post

WORDS = (
    "mairie", "Mairies", "été", "ETE", "e\u0301te\u0301", "covid-19", "covid", "19", "2026-11-21", "東京", "東",
    "京都", "地下鉄", "ประเทศไทย", "ไทย", "😀", "👩‍👩‍👧", "❤️", ":)", "l’heure", "l'heure", "L", "Straße", "strasse",
    "ﬁn", "①", "a_b", "a.b", "@ana", "#capcomnet", "x²", "日本語ab", "abc日", "कि", "क", "ひらがな", "か\u3099",
    "葛\U000e0100城", "1\u20e3", "\u0301x", "naïve",
    "שָׁלוֹם", "שלום", "ﾊﾝｶｸ", "ㄱ", "—", "…", "a", "ab", "b", "é日", "rue", "de", "Paris", "rue de Paris",
)  # fmt: skip
"""What stands in the posts, and what is looked for."""
_PEOPLE = ("ana", "bé", "a", "ab", "日", "zoe")
_SERVERS = ("social.example", "a.example", "mamot.fr", "x.a.example")


def posts(many: int, seed: int = 7) -> list[Post]:
    """So many posts, some at the same moment, in no order."""
    chance = random.Random(seed)
    made = [_post(number, chance) for number in range(many)]
    chance.shuffle(made)
    return made


def _post(number: int, chance: random.Random) -> Post:
    between = chance.choice((" ", " ", "\n", ", ", ""))
    said = between.join(chance.choice(WORDS) for _ in range(chance.randint(1, 6)))
    server = chance.choice(_SERVERS)
    by = author(chance.choice(_PEOPLE), chance.choice(("Ana P.", "Été 東", "", "mairie")), server)
    tags = tuple(chance.sample(("capcomnet", "Été", "a", "日9"), chance.randint(0, 2)))
    one = post(number, said, tags=tags, minutes=chance.randint(-3000, 0))
    network = chance.choice(tuple(Network))
    return replace(
        one,
        key=clean_line(f"https://{server}/statuses/{number}"),
        network=network,
        author=by,
        body=Body(clean_text(said)),
        language=chance.choice((None, clean_line("fr"), clean_line("fr-CA"), clean_line("ja"))),
        media=(Media(MediaKind.IMAGE, alt=clean_text(chance.choice(WORDS))),) if chance.random() < 0.2 else (),
        content_warning=clean_text(chance.choice(WORDS)) if chance.random() < 0.1 else None,
        sensitive=chance.random() < 0.1,
        edited_at=one.created_at + timedelta(minutes=3) if chance.random() < 0.1 else None,
        reply_to=clean_line("https://social.example/statuses/0") if chance.random() < 0.2 else None,
        quote_of=clean_line("https://social.example/statuses/1") if chance.random() < 0.1 else None,
        mentions=(clean_line("@a@a.example"),) if chance.random() < 0.1 else (),
        tags=tuple(Tag.of(tag) for tag in tags),
    )


async def kept(these: Sequence[Post]) -> Archive:
    """An archive with them, in memory."""
    archive = in_memory(HandClock(NOON))
    for one in these:
        archive.take(admitted(one))
    await archive.flush()
    return archive


def entries(these: Sequence[Post]) -> list[Entry]:
    """As a pane has them, newest first."""
    made = [Entry.first(admitted(one)) for one in these]
    return sorted(made, key=lambda entry: (entry.stands_at, entry.key), reverse=True)
