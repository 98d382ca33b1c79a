"""Whom the account of a session knows: its follows and the lists it reads by, never those it blocks by."""

import asyncio
from collections import deque
from pathlib import Path

import pytest

from hashtui.config.secrets import SecretStore
from hashtui.errors import Malformed, Refused, SourceError, Unreachable
from hashtui.sources.bluesky.acquaintances import read_acquaintances
from hashtui.sources.source import FOLLOWS, MOST_PEOPLE, Acquaintance, Acquainted
from hashtui.wire import Answer
from tests.sources.bluesky.jetstream_on_paper import Scene
from tests.sources.bluesky.network_on_paper import ANA, LEA, Desk, Json, answer, profile, refusal

BEA = "did:plc:beabeabeabeabeabeabeabea"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(SecretStore(tmp_path / "secrets.toml"))
    lists(made)
    return made


def follows(desk: Desk, *pages: list[Json]) -> None:
    """The pages of whom it follows, each but the last with a cursor."""
    answers = deque[Answer | SourceError]()
    for number, page in enumerate(pages, 1):
        more = {"cursor": str(number)} if number < len(pages) else {}
        answers.append(answer({"follows": page, **more}))
    desk.wire.next["getFollows"] = answers


def lists(desk: Desk, *rows: tuple[str, str, list[Json]]) -> None:
    """Each by name, purpose and its people."""
    told = [
        {"uri": f"at://{LEA}/app.bsky.graph.list/{n}", "name": name, "purpose": f"app.bsky.graph.defs#{purpose}"}
        for n, (name, purpose, _) in enumerate(rows)
    ]
    desk.wire.always["getLists"] = answer({"lists": told})
    read = (people for _, purpose, people in rows if purpose == "curatelist")
    desk.wire.next["getList"] = deque(answer({"items": [{"subject": one} for one in people]}) for people in read)


async def known(desk: Desk) -> tuple[Acquaintance, ...]:
    """What the server says, however long it takes."""
    assert desk.session is not None
    asking = asyncio.ensure_future(read_acquaintances(desk.session, desk.clock))
    for _ in range(200):
        await desk.wind(1)
        if asking.done():
            break
    return await asking


async def test_follows_come_page_by_page_until_there_is_no_cursor(desk: Desk) -> None:
    follows(desk, [profile(ANA, "ana.example")], [], [profile(BEA, "handle.invalid")])

    found = await known(desk)

    assert [(one.handle, one.key, one.list_name) for one in found] == [
        ("@ana.example", ANA, FOLLOWS),
        (f"@{BEA}", BEA, FOLLOWS),
    ]
    assert found[0].known_by == "followed by you on bsky.social"
    assert desk.wire.query("getFollows") == [("actor", LEA), ("limit", "100"), ("cursor", "2")]


async def test_the_lists_one_reads_by_are_read_and_those_one_mutes_by_are_not(desk: Desk) -> None:
    follows(desk, [profile(ANA, "ana.example")])
    lists(
        desk,
        ("Trolls", "modlist", [profile(LEA, "troll.example")]),
        ("Organisers", "curatelist", [profile(BEA, "bea.example"), {"did": 17}, profile(ANA, "ana.example")]),
    )

    found = await known(desk)

    assert [(one.handle, one.list_name) for one in found] == [
        ("@ana.example", "follows"),
        ("@bea.example", "Organisers"),
        ("@ana.example", "Organisers"),
    ]
    assert desk.wire.count("getList") == 1


async def test_a_cursor_that_leads_round_in_circles_ends(desk: Desk) -> None:
    desk.wire.always["getFollows"] = answer({"follows": [profile(ANA, "ana.example")], "cursor": "again"})

    found = await known(desk)

    assert [one.handle for one in found] == ["@ana.example"]
    assert desk.wire.count("getFollows") == 2


async def test_an_account_that_follows_everybody_is_read_so_far_and_no_further(desk: Desk) -> None:
    follows(desk, *([profile(f"did:plc:{page}x{n}", f"p{page}x{n}.example") for n in range(100)] for page in range(60)))

    found = await known(desk)

    assert len(found) == MOST_PEOPLE
    assert desk.wire.count("getFollows") == 50


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (Unreachable("no answer"), Unreachable),
        (answer("<html>"), SourceError),
        (answer("{{{"), Malformed),
        (refusal("AccountTakedown", "no"), Refused),
    ],
)
async def test_trouble_is_said(desk: Desk, trouble: Answer | SourceError, kind: type[SourceError]) -> None:
    desk.wire.always["getFollows"] = trouble

    with pytest.raises(kind) as raised:
        await known(desk)

    assert str(raised.value)


async def test_without_a_session_nobody_is_known_and_nothing_asked() -> None:
    scene = Scene()

    assert await scene.source.acquaintances() == ()
    assert isinstance(scene.source, Acquainted)
    assert scene.wire.asked == []
