"""A session: made once, kept, renewed once, never stormed, never shown."""

import asyncio
import logging
import traceback
from collections import deque
from pathlib import Path

import pytest

from hashtui.config.secret import Secret
from hashtui.config.secrets import KeptSession, SecretStore
from hashtui.errors import HashtuiError, Malformed, RateLimited, Refused, SourceError, Unreachable, UsageError
from hashtui.post.clean import log_line
from hashtui.sources.bluesky.session import LOGINS_APART, Session, read_credentials
from hashtui.sources.shape import Record
from tests.sources.bluesky.network_on_paper import LEA, PASSWORD, PDS, TOKEN, Desk, answer, profile, refusal

ACCOUNT = "lea.example at https://bsky.social"


@pytest.fixture
def store(tmp_path: Path) -> SecretStore:
    return SecretStore(tmp_path / "secrets.toml")


@pytest.fixture
def desk(store: SecretStore) -> Desk:
    made = Desk(store)
    made.wire.profiles[LEA] = profile(LEA, "lea.example")
    return made


async def ask(desk: Desk, session: Session | None = None) -> Record:
    asking = asyncio.create_task((session or _of(desk)).ask("app.bsky.actor.getProfiles", [("actors", LEA)]))
    await desk.wind()
    return await asking


async def trouble(desk: Desk, session: Session | None = None) -> SourceError:
    with pytest.raises(SourceError) as raised:
        await ask(desk, session)
    return raised.value


def _of(desk: Desk) -> Session:
    assert desk.session is not None
    return desk.session


@pytest.mark.parametrize(
    ("token", "identifier"),
    [
        (TOKEN, "lea.example"),
        (f"@Lea.Example:{PASSWORD}", "lea.example"),
        (f"lea@mail.example:{PASSWORD}", "lea@mail.example"),
        (f"did:plc:abc:{PASSWORD}", "did:plc:abc"),
    ],
)
def test_a_token_is_a_name_and_an_app_password(token: str, identifier: str) -> None:
    who = read_credentials(Secret(token))

    assert (who.identifier, who.password.reveal()) == (identifier, PASSWORD)


@pytest.mark.parametrize(
    "token", ["lea.example", PASSWORD, f"lea:{PASSWORD}", f":{PASSWORD}", "lea.example:", "did:plc:abc"]
)
def test_another_token_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(UsageError, match="HANDLE:APP-PASSWORD") as raised:
        read_credentials(Secret(token))

    assert log_line(str(raised.value)) == str(raised.value)
    assert token not in str(raised.value)


def test_the_token_of_a_session_is_refused_in_words() -> None:
    with pytest.raises(UsageError, match="app password instead") as raised:
        read_credentials(Secret("eyJhbGciOiJFUzI1NksifQ.eyJzY29wZSI6ImNvbSJ9.c2lnbmF0dXJl"))

    assert "eyJ" not in str(raised.value)


async def test_nothing_is_asked_before_the_first_question(desk: Desk) -> None:
    await desk.wind(3600)

    assert desk.wire.asked == []


async def test_it_logs_in_at_bluesky_and_asks_the_server_named_there(desk: Desk) -> None:
    found = await ask(desk)

    assert [row.text("handle") for row in found.records("profiles")] == ["lea.example"]
    assert desk.wire.asked == ["createSession", "getProfiles"]
    assert desk.wire.hosts == ["https://bsky.social", PDS]
    assert desk.wire.tokens == [None, "access-1"]
    assert _of(desk).host == "pds.example"


async def test_an_account_elsewhere_logs_in_there(store: SecretStore) -> None:
    desk = Desk(store, pds="https://home.example")
    desk.wire.did_doc = None

    await ask(desk)

    assert desk.wire.hosts == ["https://home.example", "https://home.example"]


@pytest.mark.parametrize(
    "named", ["http://pds.example", "https://127.0.0.1:8080", "https://localhost", "ftp://x", "junk", ""]
)
async def test_a_server_that_nobody_should_be_sent_to_is_not_gone_to(desk: Desk, named: str) -> None:
    desk.wire.did_doc = {"service": [{"id": "#other"}, {"id": f"{LEA}#atproto_pds", "serviceEndpoint": named}]}

    await ask(desk)

    assert desk.wire.hosts == ["https://bsky.social", "https://bsky.social"]


async def test_the_session_outlives_the_program(desk: Desk) -> None:
    await ask(desk)

    await ask(desk, desk.logged_in())

    assert desk.wire.count("createSession") == 1
    assert desk.wire.hosts[-1] == PDS


async def test_an_expired_token_is_refreshed_once_for_all_who_wait(desk: Desk) -> None:
    await ask(desk)
    desk.wire.expire()

    await asyncio.gather(*(ask(desk) for _ in range(5)))

    assert desk.wire.count("refreshSession") == 1
    assert desk.wire.count("createSession") == 1
    assert desk.wire.tokens[desk.wire.asked.index("refreshSession")] == "refresh-1"
    assert desk.wire.tokens[-1] == "access-2"


@pytest.mark.parametrize("told", [refusal("InvalidToken", "Token could not be verified"), refusal("", "", 401)])
async def test_a_token_refused_otherwise_is_refreshed_too(desk: Desk, told: object) -> None:
    await ask(desk)
    desk.wire.next["getProfiles"] = deque([told])  # type: ignore[list-item]  # an Answer, by its parameter

    await ask(desk)

    assert desk.wire.count("refreshSession") == 1


async def test_each_expiry_costs_one_refresh(desk: Desk) -> None:
    await ask(desk)

    for _ in range(3):
        desk.wire.expire()
        await ask(desk)

    assert desk.wire.count("refreshSession") == 3
    assert desk.wire.count("createSession") == 1


async def test_the_new_refresh_token_is_on_disk_before_the_new_access_token_is_used(
    desk: Desk, store: SecretStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask(desk)
    desk.wire.expire()
    on_disk: list[str] = []
    healthy = desk.wire._healthy

    def noting(method: str, params: list[tuple[str, str]], bearer: str | None) -> object:
        kept = store.session(ACCOUNT)
        assert kept is not None
        on_disk.append(f"{bearer} {kept.refresh.reveal()}")
        return healthy(method, params, bearer)

    monkeypatch.setattr(desk.wire, "_healthy", noting)

    await ask(desk)

    assert on_disk == ["access-2 refresh-2"]


async def test_what_another_process_has_renewed_is_not_renewed_again(desk: Desk) -> None:
    mine, theirs = _of(desk), desk.logged_in()
    await ask(desk, mine)
    await ask(desk, theirs)
    desk.wire.expire()

    await ask(desk, mine)
    await ask(desk, theirs)

    assert desk.wire.count("refreshSession") == 1


async def test_it_waits_for_another_process_that_is_renewing(desk: Desk, store: SecretStore) -> None:
    other = store.hold()
    assert other is not None
    asking = asyncio.create_task(_of(desk).ask("app.bsky.actor.getProfiles", [("actors", LEA)]))
    await desk.wind(5)
    assert desk.wire.asked == []

    other.let_go()
    await desk.wind(1)

    assert (await asking).records("profiles")
    assert desk.wire.count("createSession") == 1


async def test_it_does_not_wait_for_ever_for_another_process(desk: Desk, store: SecretStore) -> None:
    other = store.hold()
    assert other is not None
    asking = asyncio.create_task(_of(desk).ask("app.bsky.actor.getProfiles", [("actors", LEA)]))

    await desk.wind(60)

    assert (await asking).records("profiles")
    other.let_go()


async def test_a_refused_refresh_means_a_new_log_in(desk: Desk) -> None:
    await ask(desk)
    await desk.wind(LOGINS_APART)
    desk.wire.expire()
    desk.wire.good_refresh = "nobody-has-it"

    await ask(desk)

    assert desk.wire.asked[2:] == ["getProfiles", "refreshSession", "createSession", "getProfiles"]


async def test_a_server_that_never_accepts_what_it_gives_is_not_stormed(desk: Desk) -> None:
    desk.wire.always["getProfiles"] = refusal("ExpiredToken", "Token has expired")

    first = await trouble(desk)
    for _ in range(20):
        await trouble(desk)

    assert isinstance(first, Unreachable)
    assert "has just given" in str(first)
    assert desk.wire.count("createSession") == 1
    assert desk.wire.count("refreshSession") <= 3


async def test_who_wants_the_password_again_and_again_is_given_it_every_five_minutes(desk: Desk) -> None:
    desk.wire.always["refreshSession"] = refusal("ExpiredToken", "Token has been revoked")

    for _ in range(14):
        desk.wire.expire()
        await asyncio.gather(ask(desk), return_exceptions=True)
        await desk.wind(60)

    assert 2 <= desk.wire.count("createSession") <= 3


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refusal("AuthenticationRequired", "Invalid identifier or password", 401), "does not know this handle"),
        (refusal("AuthFactorTokenRequired", "A sign in code has been sent", 401), "use an app password"),
        (refusal("AccountTakedown", "Account has been taken down", 401), "has taken this account down"),
    ],
)
async def test_a_refused_log_in_is_said_in_words_and_never_tried_again(desk: Desk, error: object, words: str) -> None:
    desk.wire.always["createSession"] = error  # type: ignore[assignment]  # an Answer, by its parameter

    refused = await trouble(desk)
    await desk.wind(86400)
    await trouble(desk)

    assert isinstance(refused, Refused)
    assert words in str(refused)
    assert log_line(str(refused)) == str(refused)
    assert _of(desk).refusal is refused
    assert desk.wire.count("createSession") == 1


async def test_a_wrong_password_at_bluesky_names_the_setting_for_accounts_elsewhere(desk: Desk) -> None:
    desk.wire.always["createSession"] = refusal("AuthenticationRequired", "Invalid identifier or password", 401)

    assert "set pds" in str(await trouble(desk))


async def test_a_refusal_that_may_pass_is_tried_again_after_an_hour(desk: Desk) -> None:
    desk.wire.next["createSession"] = deque([answer("<html>Forbidden by administrative rules</html>", 403)])
    assert isinstance(await trouble(desk), Refused)

    await desk.wind(1800)
    await trouble(desk)
    assert desk.wire.count("createSession") == 1

    await desk.wind(1801)
    await ask(desk)
    assert _of(desk).refusal is None


async def test_the_limit_of_log_ins_is_waited_out(desk: Desk) -> None:
    limited = answer({"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, 429, ("retry-after", "290"))
    desk.wire.next["createSession"] = deque([limited])
    assert isinstance(await trouble(desk), RateLimited)

    await desk.wind(280)
    assert isinstance(await trouble(desk), RateLimited)
    assert desk.wire.count("createSession") == 1

    await desk.wind(40)
    await ask(desk)
    assert desk.wire.count("createSession") == 2


async def test_a_server_that_is_away_is_tried_again_later(desk: Desk) -> None:
    desk.wire.next["createSession"] = deque([Unreachable("bsky.social gives no answer")])
    assert isinstance(await trouble(desk), Unreachable)
    assert _of(desk).refusal is None

    await desk.wind(10)

    assert (await ask(desk)).records("profiles")


async def test_trouble_that_stands_is_told_again_and_again_without_growing(desk: Desk) -> None:
    desk.wire.next["createSession"] = deque([Unreachable("bsky.social gives no answer")])
    await trouble(desk)

    lengths = {len(traceback.extract_tb((await trouble(desk)).__traceback__)) for _ in range(5)}

    assert len(lengths) == 1


@pytest.mark.parametrize("given", [{}, {"did": LEA, "accessJwt": "a\r\nb", "refreshJwt": "r"}, {"did": 3}])
async def test_a_log_in_that_gives_no_session_is_trouble(desk: Desk, given: object) -> None:
    desk.wire.always["createSession"] = answer(given)

    assert isinstance(await trouble(desk), Malformed)


async def test_a_store_that_is_refused_means_a_session_in_memory_and_a_word(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text("")
    file.chmod(0o644)
    assert "chmod 600" in desk.logged_in().notice

    await ask(desk)
    desk.wire.expire()
    await ask(desk)

    assert "kept in memory only" in _of(desk).notice
    assert "chmod 600" in _of(desk).notice
    assert file.read_text() == ""


async def test_all_well_is_not_worth_a_word(desk: Desk) -> None:
    await ask(desk)

    assert _of(desk).notice == ""


async def test_a_kept_session_for_a_place_nobody_should_be_sent_to_is_not_used(desk: Desk, store: SecretStore) -> None:
    store.keep(ACCOUNT, KeptSession(LEA, "http://127.0.0.1:9", Secret("a"), Secret("r")))

    await ask(desk)

    assert desk.wire.hosts == ["https://bsky.social", PDS]


async def test_no_secret_is_in_an_address_an_error_or_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = [PASSWORD, "access-1", "refresh-1"]
    echoed = answer({"error": "Odd", "message": f"not {PASSWORD}"}, 418)
    told: list[HashtuiError] = []
    desk.wire.next["createSession"] = deque([echoed])
    told.append(await trouble(desk))
    await desk.wind(3601)
    await ask(desk)
    desk.wire.next["getProfiles"] = deque([answer({"error": "Odd", "message": "no, access-1"}, 418)])
    told.append(await trouble(desk))

    everything = [*map(str, told), *map(repr, told), repr(vars(_of(desk))), caplog.text, str(desk.wire.queries)]

    assert not [secret for secret in secrets for text in everything if secret in text]
