"""`python -m tests.bench.searches [--posts 1000000]`: how long it takes to find the newest 50 posts in an archive.

The archive is filled with posts of the demo's event, under other keys and times; each also has a word that ten posts
in a million have, and every five-hundredth a few words of Chinese. For each question it prints the time of the index
alone, asked for the newest 50 rows: with whole words, as performance.md asks it, and as hashtui asks it, for whom the
last word may go on, which takes a look at the words that begin so. Then that of the whole search: posts read, judged,
newest first. Times are those of the processor: others on the machine do not count. Garbage is collected as often as
where the dashboards run; a collection of all there is takes 20 to 40 ms, and is nothing that a search can help.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from hashtui.archive import Reader, open_archive
from hashtui.archive.beginnings import spelled_out
from hashtui.archive.connection import to_write
from hashtui.archive.directory import Directory
from hashtui.archive.narrowing import narrowed
from hashtui.archive.rebuilding import mark_folding
from hashtui.archive.schema import migrate
from hashtui.clock import SystemClock
from hashtui.filter import parse
from hashtui.filter.tree import Node
from hashtui.post.body import Body
from hashtui.post.clean import clean_text
from hashtui.post.sighting import Admitted, Sighting
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Moment
from hashtui.sources.demo.simulate import simulate
from tests.bench.archive import AT_ONCE, collect_as_dashboards, posts, say, write
from tests.bench.figures import percentile

LIMIT = 50
TIMES = 100
RARE = 100_000
ALLOWED = 1.0
"""Milliseconds, p99, that performance.md allows the index for the newest 50."""
SCANNED = 2.0
"""Seconds for a question that no index helps."""
_NEWEST = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50"
NOW = datetime(2100, 1, 1, tzinfo=UTC)


def varied(first: int, count: int, base: list[Sighting]) -> Iterator[Admitted]:
    """The posts of the archive's bench, each with words of its own."""
    for number, admitted in enumerate(posts(first, count, base), first):
        more = f" n{number % RARE}" + (" 东京的地铁今天很挤" if number % 500 == 0 else "")
        post = admitted.sighting.post
        body = Body(clean_text(post.body.text + more), post.body.spans, post.body.attached)
        sighting = replace(admitted.sighting, post=replace(post, body=body))
        yield replace(admitted, sighting=sighting, heard=sighting)


def filled(place: Path, count: int) -> None:
    """An archive with so many posts."""
    seen: dict[str, Sighting] = {}
    for heard in simulate().heard:
        if isinstance(heard, Sighting):
            seen.setdefault(heard.post.key, heard)
    connection = to_write(place)
    plain = connection.plain
    migrate(plain, "it")
    directory, base = Directory(plain), list(seen.values())
    for start in range(0, count, AT_ONCE):
        write(connection, directory, list(varied(start, min(AT_ONCE, count - start), base)))
    mark_folding(plain)
    plain.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


QUESTIONS: dict[str, Callable[[Random], str]] = {
    "a rare word": lambda random: f"n{random.randrange(RARE)}",
    "a word": lambda _: "mairie",
    "a common word": lambda _: "de",
    "the beginning of words": lambda _: "ma",
    "two words": lambda _: "mairie de",
    "a phrase": lambda _: '"la mairie"',
    "two rare words, either": lambda random: f"n{random.randrange(RARE)} | n{random.randrange(RARE)}",
    "letters without spaces": lambda _: "地铁",
    "a tag": lambda _: "#capcomnet",
    "a tag and a word": lambda _: "#paris20 mairie",
    "all but a word": lambda _: "-mairie",
    "a word that is not there": lambda _: "zzzz",
}


def measure(reader: Reader) -> None:
    """Print the times of every question."""
    random, candidates = Random(20), reader.candidates()
    say(f"newest {LIMIT}, p50/p99 in ms    whole words    index alone     as posts   posts looked at")
    for name, question in QUESTIONS.items():
        plain, index, whole, looked_at, found = list[float](), list[float](), list[float](), 0, 0
        for _ in range(TIMES):
            tree = parse(question(random))
            words = narrowed(tree, NOW).words
            if words is not None:
                begun = time.thread_time()
                reader._connection.rows(_NEWEST, (words.replace('" *', '"'),), tuple[int])
                plain.append((time.thread_time() - begun) * 1000)
                begun = time.thread_time()
                reader._connection.rows(_NEWEST, (spelled_out(words, candidates._words_with),), tuple[int])
                index.append((time.thread_time() - begun) * 1000)
            begun = time.thread_time()
            page = reader.search(tree, _judge(tree), NOW).page(LIMIT)
            whole.append((time.thread_time() - begun) * 1000)
            looked_at, found = page.looked_at, len(page.entries)
        times = f"{_spread(plain):>14} {_spread(index):>14} {_spread(whole):>12}"
        say(f"{name:26} {times}   {looked_at:,} for {found}")
    say(f"                             (whole words, index alone: at most {ALLOWED:g})")
    for written in ("/[0-9]{9}zz/", "lang:eu"):
        tree = parse(written)
        found_at = reader.search(tree, _judge(tree), NOW).page(LIMIT, SCANNED)
        say(f"{written:28} {found_at.looked_at / SCANNED:,.0f} posts looked at a second, in slices")


def _judge(tree: Node) -> Callable[[Entry], bool]:
    moment = Moment(NOW)
    return lambda entry: tree.judge(entry, moment)


def _spread(times: list[float]) -> str:
    return f"{percentile(times, 0.5):.2f}/{percentile(times, 0.99):.2f}" if times else "-"


def main() -> None:
    """Fill an archive, unless one was kept, and ask it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.searches", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder in which the archive stays, and is taken from again")
    wishes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = (Path(folder) if wishes.keep is None else wishes.keep) / "archive.sqlite3"
        place.parent.mkdir(exist_ok=True, parents=True)
        if not place.exists():
            begun = time.perf_counter()
            filled(place, wishes.posts)
            say(f"{wishes.posts:,} posts in {time.perf_counter() - begun:.0f} s, {place.stat().st_size:,} octets")
        open_archive(place, clock=SystemClock(), command="bench").close()  # one that was kept may be older
        archive = open_archive(place, clock=SystemClock(), command="bench", write=False)
        reader = archive.reader()
        collect_as_dashboards()
        measure(reader)
        reader.close()
        archive.close()


if __name__ == "__main__":
    main()
