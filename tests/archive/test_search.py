"""What is found in the archive: just what the filter's own judge passes, whatever an index knows."""

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hashtui.archive import Reader, beginnings, candidates, search
from hashtui.archive.search import Found, Search
from hashtui.errors import FilterError
from hashtui.filter import parse
from hashtui.filter.tree import Node, Not, all_of, any_of
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Change
from hashtui.reading.authored import Authored
from hashtui.reading.moment import Moment
from tests.archive.searched import WORDS, entries, kept, posts
from tests.filter.expressions import LEAVES, PRESENT
from tests.posts import NOON, admitted, author, post, rewritten

POSTS = posts(350)
ENTRIES = entries(POSTS)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    archive = asyncio.run(kept(POSTS))
    yield archive.reader()
    archive.close()


def quoted(said: str) -> str:
    return '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(trees, min_size=1, max_size=3)
    return st.one_of(several.map(all_of), several.map(any_of), trees.map(Not))


_SAID = st.one_of(
    st.sampled_from(WORDS),
    st.tuples(st.sampled_from(WORDS), st.integers(1, 3)).map(lambda pair: pair[0][: pair[1]]),
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "", ", ")), st.sampled_from(WORDS)).map("".join),
).filter(lambda said: bool(said.strip()))


def _needle(said: str) -> Node | None:
    try:
        return parse(quoted(said), PRESENT)
    except FilterError:
        return None


PHRASES = _SAID.map(_needle).filter(lambda node: node is not None).map(lambda node: node or parse("a", PRESENT))
TREES = st.recursive(st.one_of(PHRASES, PHRASES, LEAVES), _grown, max_leaves=5)


def judged(tree: Node) -> list[str]:
    authored = Authored()
    for entry in ENTRIES:
        authored.see(entry)
    moment = Moment(NOON, authored=authored.count)
    return [entry.key for entry in ENTRIES if tree.judge(entry, moment)]


def searching(reader: Reader, tree: Node) -> Search:
    moment = Moment(NOON, authored=reader.candidates().authored)
    return reader.search(tree, lambda entry: tree.judge(entry, moment), NOON)


@pytest.mark.parametrize(
    ("first_look", "at_once", "few", "most_words"),
    [(1, 7, 3, 0), (1, 7, 3, 24), (2, 64, 1000, 24), (256, 2048, 1000, 24)],
)
@given(tree=TREES)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_archive_and_memory_agree_to_the_post(
    reader: Reader, first_look: int, at_once: int, few: int, most_words: int, tree: Node
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FIRST_LOOK", first_look)
        patch.setattr(search, "MOST_AT_ONCE", at_once)
        patch.setattr(search, "NARROWEST", 1)
        patch.setattr(search, "MOST_IN_WINDOW", at_once)
        patch.setattr(candidates, "FEW", few)
        patch.setattr(beginnings, "MOST", most_words)

        found = searching(reader, tree).page(len(POSTS) + 1)

    assert [entry.key for entry in found.entries] == judged(tree)
    assert found.is_whole


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("word", WORDS)
def test_every_word_that_was_written_is_found_by_the_index_alone(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, word: str, few: int
) -> None:
    monkeypatch.setattr(candidates, "FEW", few or 1)
    monkeypatch.setattr(search, "MOST_IN_WINDOW", 100)
    monkeypatch.setattr(search, "FIRST_LOOK", 1)
    monkeypatch.setattr(search, "COMMON", 2.0)
    tree = parse(quoted(word), PRESENT)

    found = searching(reader, tree).page(len(POSTS) + 1)

    assert [entry.key for entry in found.entries] == judged(tree)
    assert found.entries


def test_pages_go_on_where_the_last_one_ended(reader: Reader) -> None:
    tree = parse("a | mairie", PRESENT)
    looking = searching(reader, tree)

    pages: list[Found] = []
    while not (pages and pages[-1].is_whole) and len(pages) < 100:
        pages.append(looking.page(10))

    assert [entry.key for page in pages for entry in page.entries] == judged(tree)
    assert [page.is_whole for page in pages[:-1]] == [False] * (len(pages) - 1)
    assert all((page.back_to or NOON) <= page.entries[-1].stands_at for page in pages[:-1])


def test_of_many_posts_no_more_are_looked_at_than_it_takes(reader: Reader) -> None:
    looking = searching(reader, parse("-zzz", PRESENT))

    found = looking.page(5)

    assert len(found.entries) == 5
    assert found.looked_at <= 64


def test_a_search_that_nobody_wants_any_more_leaves_nothing_to_be_collected(reader: Reader) -> None:
    looking = searching(reader, parse("mairie | a", PRESENT))
    looking.page(1)
    left = ref(looking)
    gc.disable()

    del looking

    gc.enable()
    assert left() is None


def test_more_posts_of_one_moment_than_are_looked_through_at_once_are_all_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search, "FIRST_LOOK", 1)
    monkeypatch.setattr(search, "COMMON", 2.0)
    monkeypatch.setattr(search, "NARROWEST", 1)
    monkeypatch.setattr(search, "MOST_IN_WINDOW", 3)
    monkeypatch.setattr(candidates, "FEW", 2)
    same = [replace(post(number, "lorem"), created_at=NOON) for number in range(20)]
    archive = asyncio.run(kept([*same, post(-1, "lorem", minutes=-99)]))

    found = searching(archive.reader(), parse("lorem", PRESENT)).page(50)

    assert len(found.entries) == 21
    assert found.is_whole
    archive.close()


def test_a_rare_word_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FIRST_LOOK", 4)
    many = [post(number, "lorem") for number in range(500)] + [post(-1, "Die Straßenbahn kommt", minutes=-99)]
    archive = asyncio.run(kept(many))

    found = searching(archive.reader(), parse("strassenbahn", PRESENT)).page(50)

    assert [entry.post.body.text for entry in found.entries] == ["Die Straßenbahn kommt"]
    assert found.looked_at == 5
    archive.close()


def test_words_that_another_python_has_folded_are_not_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "FIRST_LOOK", 4)
    archive = asyncio.run(kept([post(number, "lorem") for number in range(50)] + [post(-1, "Straße", minutes=-99)]))
    reader = archive.reader()
    for statement in (
        "INSERT INTO words (words) VALUES ('delete-all')",
        "INSERT OR REPLACE INTO notes VALUES ('folding', 'otherwise')",
    ):
        reader._connection.plain.execute(statement)

    found = searching(reader, parse("strasse", PRESENT)).page(50)

    assert [entry.post.body.text for entry in found.entries] == ["Straße"]
    archive.close()


def test_when_the_time_is_up_it_says_how_far_it_came(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = count()
    monkeypatch.setattr(search, "monotonic", lambda: float(next(ticks)))
    looking = searching(reader, parse("/nowhere to be found/", PRESENT))

    found = looking.page(50, seconds=3.0)

    assert (found.entries, found.is_whole) == ((), False)
    assert 0 < found.looked_at < len(POSTS)
    assert found.back_to == ENTRIES[found.looked_at - 1].stands_at
    assert looking.page(50).looked_at == len(POSTS)


def test_what_is_given_up_ends(reader: Reader) -> None:
    looking = searching(reader, parse("/nowhere to be found/", PRESENT))

    looking.give_up()

    assert looking.page(50).looked_at == 0


def test_since_and_until_bound_it_from_outside(reader: Reader) -> None:
    since, until = NOON - timedelta(minutes=2000), NOON - timedelta(minutes=1000)

    found = reader.search(None, lambda _: True, NOON, since=since, until=until).page(len(POSTS) + 1)

    wanted = [entry.key for entry in ENTRIES if since <= entry.stands_at < until]
    assert [entry.key for entry in found.entries] == wanted
    assert wanted


def test_what_was_edited_is_found_by_its_new_words_alone_and_what_was_deleted_not_at_all() -> None:
    one, other = post(1, "le premier mot"), post(2, "premier aussi")
    archive = asyncio.run(kept([one, other]))
    archive.take(admitted(rewritten(one, "un autre mot"), Change.EDITED))
    archive.take(admitted(other, Change.DELETED))
    asyncio.run(archive.flush())

    def texts(said: str) -> list[str]:
        found = searching(archive.reader(), parse(said, PRESENT)).page(9)
        return [entry.post.body.text for entry in found.entries]

    assert (texts("premier"), texts("autre")) == ([], ["un autre mot"])
    archive.close()


def test_a_handle_somebody_gave_up_still_finds_what_was_written_under_it() -> None:
    before = post(1, "avant")
    after = replace(post(2, "après"), author=replace(before.author, handle=author("bea").handle))
    archive = asyncio.run(kept([before, after]))

    found = searching(archive.reader(), parse("from:ana", PRESENT)).page(9)

    assert [entry.post.body.text for entry in found.entries] == ["avant"]
    archive.close()


@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ("ana", "@Ana@social.example"),
        ("@ANA@social.example", "@ana@social.example"),
        ("kim", "@\u212aim@social.example"),
        ("élise", "@ÉLISE@social.example"),
        ("a_a", "@a_a@social.example"),
        ("a*", "@ana@social.example"),
        ("ana", "@ana"),
    ],
)
def test_a_writer_is_found_by_the_handle_in_any_case(asked: str, called: str) -> None:
    one = post(1, "one")
    hers = replace(one, author=replace(one.author, handle=clean_line(called)))
    archive = asyncio.run(kept([hers, replace(post(2, "two"), author=author("bo"))]))

    for written in (f"from:{asked}", " | ".join(f"from:{name}" for name in (asked, *map(str, range(30))))):
        found = searching(archive.reader(), parse(written, PRESENT)).page(9)

        assert [entry.post.body.text for entry in found.entries] == ["one"]
    archive.close()


def test_an_account_that_cannot_be_read_costs_its_own_posts_alone() -> None:
    people = [author(name) for name in ("ana", "bo", "cy")]
    archive = asyncio.run(kept([replace(post(number, "one"), author=people[number % 3]) for number in range(30)]))
    reader = archive.reader()
    reader._connection.plain.execute("UPDATE people SET body = x'c1' WHERE handle LIKE '@bo@%'")

    looking = searching(reader, parse("one", PRESENT))
    found = looking.page(99)

    assert {entry.post.author.key for entry in found.entries} == {people[0].key, people[2].key}
    assert (len(found.entries), looking.unreadable) == (20, 10)
    archive.close()


def test_an_expression_too_long_for_the_index_is_judged_all_the_same(reader: Reader) -> None:
    many = " | ".join(f"zz{number}" for number in range(900))
    deep = "(" * 40 + "mairie a" + ")" * 40
    entangled = "a"
    for _ in range(22):
        entangled = f"(({entangled} | mairie) b*)".replace("b*", "a")
    for written in (f"{many} | mairie", deep, entangled):
        tree = parse(written, PRESENT)

        found = searching(reader, tree).page(len(POSTS) + 1)

        assert [entry.key for entry in found.entries] == judged(tree)


def test_a_search_of_an_empty_archive_finds_nothing() -> None:
    archive = asyncio.run(kept([]))

    found = archive.reader().search(parse("mairie", PRESENT), lambda _: True, NOON).page(9)

    assert found == Found((), (), 0, is_whole=True, back_to=None)
    archive.close()
