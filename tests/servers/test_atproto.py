"""Sessions, people, search and threads against a real ATProto network; HASHTUI_SERVERS=1 starts one for them."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from hashtui.clock import SystemClock
from hashtui.config.secret import Secret
from hashtui.config.secrets import KeptSession, SecretStore
from hashtui.errors import Refused
from hashtui.post.clean import clean_line
from hashtui.post.sighting import Follow, Sighting
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.answers import LoginNeeded
from hashtui.sources.bluesky.api import Api
from hashtui.sources.bluesky.appview import AppView
from hashtui.sources.bluesky.history import History
from hashtui.sources.bluesky.people import People
from hashtui.sources.bluesky.search import Search
from hashtui.sources.bluesky.session import Session
from hashtui.sources.bluesky.thread import read_thread
from hashtui.sources.shape import Record, read_record
from hashtui.sources.source import Following, Means
from hashtui.wire import Wire
from tests.servers.network import Network, needs_servers

pytestmark = needs_servers
PASSWORD = "hunter2-hunter2"
POST = "app.bsky.feed.post"
PROFILE = "app.bsky.actor.profile"
SELF_LABELS = "com.atproto.label.defs#selfLabels"


class Town:
    """A network with people, and a reader who is one of them."""

    def __init__(self, network: Network, folder: Path) -> None:
        self.clock = SystemClock()
        self.wire = Wire(self.clock)
        self.means = Means(self.clock, self.wire)
        self.pds_url = network.pds
        self.pds = Api(network.pds, self.means)
        self.public = Api(network.appview, self.means)
        self.store = SecretStore(folder / "secrets.toml")
        self.people_by_name: dict[str, Record] = {}

    async def settle(self, name: str) -> Record:
        """Somebody's session; their account is made when they come first."""
        if name not in self.people_by_name:
            new = {"handle": f"{name}.test", "email": f"{name}@mail.test", "password": PASSWORD}
            try:
                found = await self.pds.tell("com.atproto.server.createAccount", new)
            except Refused:
                known = {"identifier": f"{name}.test", "password": PASSWORD}
                found = await self.pds.tell("com.atproto.server.createSession", known)
            self.people_by_name[name] = found
        return self.people_by_name[name]

    async def did(self, name: str) -> str:
        """Who that is."""
        return (await self.settle(name)).text("did") or ""

    def session(self, name: str = "lea", password: str = PASSWORD) -> Session:
        return Session(Secret(f"{name}.test:{password}"), self.means, pds=self.pds_url, store=self.store)

    def appview(self, session: Session | None) -> AppView:
        return AppView(self.public, session)


@pytest_asyncio.fixture
async def town(network: Network, tmp_path: Path) -> AsyncIterator[Town]:
    made = Town(network, tmp_path)
    await made.settle("lea")

    async def is_known() -> bool:
        answer = await made.public.ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])
        return bool(answer.records("profiles"))

    await until(is_known)
    yield made
    await made.wire.aclose()


async def until(found: Callable[[], Awaitable[bool]]) -> None:
    """Return once that is so: the AppView learns of what was said a moment later."""
    for _ in range(150):
        if await found():
            return
        await asyncio.sleep(0.2)
    pytest.fail("the network does not come to it")


async def say(town: Town, name: str, text: str, *tags: str, thread: tuple[Record, Record] | None = None) -> Record:
    """Publish a post with a facet for each of its tags, perhaps in a thread (root, parent); its strong reference."""
    octets = text.encode()
    facets = []
    for tag in tags:
        start = octets.index(f"#{tag}".encode())
        index = {"byteStart": start, "byteEnd": start + len(f"#{tag}".encode())}
        facets.append({"index": index, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": tag}]})
    made = town.clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record: dict[str, object] = {"$type": POST, "text": text, "createdAt": made, "facets": facets}
    if thread is not None:
        root, parent = ({"uri": post.text("uri"), "cid": post.text("cid")} for post in thread)
        record["reply"] = {"root": root, "parent": parent}
    return await put(town, name, POST, record)


async def put(town: Town, name: str, collection: str, record: dict[str, object], rkey: str | None = None) -> Record:
    """Write a record into somebody's repository."""
    person = await town.settle(name)
    asked = {"repo": person.text("did"), "collection": collection, "record": record} | ({"rkey": rkey} if rkey else {})
    answer = await town.wire.post(
        f"{town.pds_url}/xrpc/com.atproto.repo.{'putRecord' if rkey else 'createRecord'}",
        json.dumps(asked).encode(),
        headers={"Content-Type": "application/json"},
        token=Secret(person.text("accessJwt") or ""),
    )
    assert answer.status == 200, answer.body
    return read_record(answer.body)


async def found_by_search(town: Town, tag: str) -> list[str]:
    """The words of the posts that a search finds, oldest first."""
    session = town.session()
    reach = await Search(session, People(town.appview(session), town.means), town.means).back(
        Tag.of(tag), None, None, 3
    )
    return [str(v.post.body.text) for v in sorted(reach.views.values(), key=lambda view: view.post.created_at)]


async def test_a_session_is_made_kept_and_used(town: Town) -> None:
    session = town.session()

    answer = await session.ask("app.bsky.actor.getProfiles", [("actors", await town.did("lea"))])

    assert [row.text("handle") for row in answer.records("profiles")] == ["lea.test"]
    kept = town.store.session(f"lea.test at {town.pds_url}")
    assert kept is not None
    assert (kept.did, kept.server) == (await town.did("lea"), town.pds_url)
    assert session.notice == ""


async def test_a_kept_session_is_used_without_the_password(town: Town) -> None:
    await town.session().ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])

    answer = await town.session(password="wrong").ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])

    assert answer.records("profiles")


async def test_a_token_that_is_refused_is_refreshed_once_for_all_who_ask(town: Town) -> None:
    account = f"lea.test at {town.pds_url}"
    await town.session().ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])
    kept = town.store.session(account)
    assert kept is not None
    town.store.keep(account, KeptSession(kept.did, kept.server, Secret("eyJhbGciOiJub25lIn0.e30.x"), kept.refresh))
    session = town.session(password="wrong")

    answers = await asyncio.gather(
        *(session.ask("app.bsky.actor.getProfiles", [("actors", "lea.test")]) for _ in range(4))
    )

    assert all(answer.records("profiles") for answer in answers)
    renewed = town.store.session(account)
    assert renewed is not None
    assert renewed.refresh.reveal() != kept.refresh.reveal()


async def test_a_wrong_password_is_said_in_words(town: Town) -> None:
    with pytest.raises(Refused, match="does not know this handle with this app password"):
        await town.session(password="wrong").ask("app.bsky.actor.getProfiles", [("actors", "lea.test")])


async def test_search_at_the_accounts_server_wants_a_session(town: Town) -> None:
    with pytest.raises(LoginNeeded):
        await town.pds.ask("app.bsky.feed.searchPosts", [("q", "#python")])


async def test_people_are_known_by_their_handles_after_a_moment(town: Town) -> None:
    await put(town, "ana", PROFILE, {"$type": PROFILE, "displayName": "Ana", "description": "me"}, "self")
    shy = {"$type": SELF_LABELS, "values": [{"val": "!no-unauthenticated"}]}
    await put(town, "shy", PROFILE, {"$type": PROFILE, "displayName": "Shy", "labels": shy}, "self")
    ana, shy_one, nobody = await town.did("ana"), await town.did("shy"), "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"

    async def is_known() -> bool:
        people = People(town.appview(None), town.means)
        for did in (ana, shy_one, nobody):
            people.want(did)
        try:
            async with asyncio.timeout(3):
                changed = await people.fetched()
        except TimeoutError:
            return False  # the AppView knows neither of them yet
        author = people.author(ana)
        return changed == {ana, shy_one} and (author.name, author.about) == ("Ana", "me") and people.is_private(shy_one)

    await until(is_known)


async def test_history_is_read_back_and_only_the_tag_itself_counts(town: Town) -> None:
    began = town.clock.now()
    await say(town, "ana", "one #retour", "retour")
    await say(town, "bob", "caf\u00e9 \U0001f389 two #retour and #more", "retour", "more")
    await say(town, "bob", "#retourner", "retourner")

    async def is_indexed() -> bool:
        return len(await found_by_search(town, "retour")) == 2 and len(await found_by_search(town, "retourner")) == 1

    await until(is_indexed)
    session = town.session()
    history = History(session, People(town.appview(session), town.means), town.means, clean_line("bluesky"))
    following = Following(Follow(frozenset({Tag.of("retour")}), began - timedelta(minutes=5)))
    stream = history.run(following)
    async with asyncio.timeout(20):
        heard = [await anext(stream), await anext(stream)]
    await stream.aclose()

    assert [str(each.post.body.text) for each in heard if isinstance(each, Sighting)] == [
        "one #retour",
        "caf\u00e9 \U0001f389 two #retour and #more",
    ]
    assert [each.post.author.handle for each in heard if isinstance(each, Sighting)] == ["@ana.test", "@bob.test"]
    assert history.excuse == ""


async def test_pages_follow_one_another(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hashtui.sources.bluesky.search.LIMIT", 2)
    for number in range(5):
        await say(town, "ana", f"page {number} #pages", "pages")

    await until(lambda: _is(found_by_search(town, "pages"), [f"page {number} #pages" for number in range(5)]))


async def test_a_thread_is_what_was_answered_and_what_answered(town: Town) -> None:
    root = await say(town, "ana", "root #thread", "thread")
    middle = await say(town, "bob", "middle", thread=(root, root))
    await say(town, "ana", "leaf", thread=(root, middle))
    appview = town.appview(None)

    async def is_whole() -> bool:
        try:
            thread = await read_thread(appview, middle.text("uri") or "", People(appview, town.means), town.clock.now())
        except Refused:
            return False
        above = [str(post.body.text) for post in thread.ancestors]
        below = [str(post.body.text) for post in thread.descendants]
        return (above, below) == (["root #thread"], ["leaf"])

    await until(is_whole)


async def test_older_posts_are_found(town: Town) -> None:
    await say(town, "ana", "old #elder", "elder")
    between = town.clock.now()
    await asyncio.sleep(0.01)
    await say(town, "ana", "new #elder", "elder")
    await until(lambda: _is(found_by_search(town, "elder"), ["old #elder", "new #elder"]))
    session = town.session()
    history = History(session, People(town.appview(session), town.means), town.means, clean_line("bluesky"))

    older = await history.older(Tag.of("elder"), between)

    assert [str(sighting.post.body.text) for sighting in older] == ["old #elder"]


async def _is(found: Awaitable[list[str]], wanted: list[str]) -> bool:
    return await found == wanted
