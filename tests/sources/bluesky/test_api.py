"""What is asked of an XRPC server, and what its answers mean; those recorded from a real network too."""

import json
import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.errors import Malformed, RateLimited, SourceError, Unreachable, UsageError
from hashtui.sources.bluesky.answers import BadQuestion, Closed, Failed, LoginNeeded, NotThere, TokenRefused, judge
from hashtui.sources.bluesky.api import Api
from hashtui.sources.source import Means
from hashtui.wire import Answer
from tests.sources.bluesky.network_on_paper import LEA, PASSWORD, START, PaperBluesky, answer, profile, refusal

HOST = "api.example"
QUESTION = "app.bsky.actor.getProfiles"


@pytest.fixture
def wire() -> PaperBluesky:
    made = PaperBluesky(HandClock(START))
    made.profiles[LEA] = profile(LEA, "lea.example")
    return made


@pytest.fixture
def api(wire: PaperBluesky) -> Api:
    return Api(f"https://{HOST}", Means(wire.clock, wire))


def meaning(given: Answer, *, has_token: bool = False) -> SourceError:
    with pytest.raises(SourceError) as raised:
        judge(given, HOST, START, has_token=has_token)
    return raised.value


async def test_a_question_is_asked_of_that_server(wire: PaperBluesky, api: Api) -> None:
    found = await api.ask(QUESTION, [("actors", LEA)])

    assert [row.text("did") for row in found.records("profiles")] == [LEA]
    assert (wire.hosts, wire.queries) == ([f"https://{HOST}"], [[("actors", LEA)]])


async def test_a_procedure_without_fields_has_no_body(wire: PaperBluesky, api: Api) -> None:
    await api.tell("com.atproto.server.refreshSession", token=Secret("refresh-0"))

    assert (wire.bodies, wire.types) == ([b""], [None])


async def test_a_procedure_with_fields_is_told_in_json(wire: PaperBluesky, api: Api) -> None:
    await api.tell("com.atproto.server.createSession", {"identifier": "léa", "password": Secret(PASSWORD)})

    assert (json.loads(wire.bodies[0]), wire.types) == (
        {"identifier": "léa", "password": PASSWORD},
        ["application/json"],
    )


def test_plain_http_is_for_this_machine() -> None:
    means = Means(HandClock(), PaperBluesky(HandClock()))

    assert Api("http://127.0.0.1:2583", means).url == "http://127.0.0.1:2583"
    with pytest.raises(UsageError, match="plain http"):
        Api("http://pds.example", means)


@pytest.mark.parametrize(
    ("given", "has_token", "kind", "words"),
    [
        (
            refusal("AuthMissing", "Authentication Required", 401),
            False,
            LoginNeeded,
            "only to people who are logged in",
        ),
        (
            refusal("AuthMissing", "Authentication Required", 403),
            False,
            LoginNeeded,
            "only to people who are logged in",
        ),
        (
            answer("<html>Request forbidden by administrative rules.</html>", 403),
            False,
            LoginNeeded,
            "(403, a web page)",
        ),
        (answer("<html>Forbidden</html>", 403), True, Closed, "does not answer this account"),
        (refusal("ExpiredToken", "Token has expired"), True, TokenRefused, "Token has expired"),
        (refusal("InvalidToken", "Token could not be verified"), True, TokenRefused, "could not be verified"),
        (refusal("", "", 401), True, TokenRefused, "does not accept this session"),
        (refusal("InvalidRequest", "integer too big"), False, BadQuestion, "integer too big"),
        (refusal("NotFound", "Post not found"), False, NotThere, "does not have it"),
        (refusal("MethodNotImplemented", "", 501), False, NotThere, "does not know this question"),
        (refusal("InternalServerError", "", 500), False, Failed, "in trouble itself (500)"),
        (refusal("UpstreamFailure", "", 502), False, Failed, "in trouble itself (502)"),
        (answer("", 418), False, Closed, "refuses the question (418)"),
        (answer("", 302), False, Unreachable, "without an answer (302)"),
        (answer("<!doctype html>"), False, Unreachable, "a web page"),
        (answer("[]"), False, Unreachable, "no JSON object"),
        (answer(""), False, Unreachable, "no JSON object"),
    ],
)
def test_an_answer_means_what_can_be_done_about_it(
    given: Answer, has_token: bool, kind: type[SourceError], words: str
) -> None:
    found = meaning(given, has_token=has_token)

    assert type(found) is kind
    assert words in str(found)


def test_a_limit_says_until_when() -> None:
    epoch = int((START + timedelta(seconds=290)).timestamp())
    limits = (("ratelimit-limit", "30"), ("ratelimit-remaining", "0"), ("ratelimit-reset", str(epoch)))

    by_header = meaning(answer({}, 429, ("retry-after", "290"), *limits))
    by_reset = meaning(answer({}, 429, *limits))

    assert isinstance(by_header, RateLimited)
    assert isinstance(by_reset, RateLimited)
    assert by_header.until == by_reset.until == START + timedelta(seconds=290)


async def test_nothing_is_asked_before_the_limit_is_over(wire: PaperBluesky, api: Api) -> None:
    wire.always["getProfiles"] = answer({}, 429, ("retry-after", "290"))
    with pytest.raises(RateLimited):
        await api.ask(QUESTION)

    with pytest.raises(RateLimited, match="no more questions for now"):
        await api.ask(QUESTION)

    assert wire.count("getProfiles") == 1


async def test_the_requests_left_are_those_the_server_tells_of(wire: PaperBluesky, api: Api) -> None:
    epoch = int((START + timedelta(seconds=200)).timestamp())
    limits = (("ratelimit-limit", "3000"), ("ratelimit-remaining", "1200"), ("ratelimit-reset", str(epoch)))
    wire.always["getProfiles"] = answer({}, 200, *limits)

    await api.ask(QUESTION)

    assert api.requests_left == 1200


async def test_an_answer_that_is_no_json_is_malformed(wire: PaperBluesky, api: Api) -> None:
    wire.always["getProfiles"] = answer('{"profiles": [')

    with pytest.raises(Malformed):
        await api.ask(QUESTION)


async def test_a_complaint_is_one_clean_line_without_the_token(wire: PaperBluesky, api: Api) -> None:
    said = "no\x1b[31m\nentry for s3cr3t-token " + "x" * 5000
    wire.always["getProfiles"] = refusal("Odd", said, 418)

    with pytest.raises(Closed) as raised:
        await api.ask(QUESTION, token=Secret("s3cr3t-token"))

    assert "\x1b" not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert "s3cr3t" not in str(raised.value)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize("secret", ['pa"ss\\word', "pässword", "pass/word", "p\U0001f600"])
async def test_a_secret_is_struck_out_of_a_complaint_however_it_is_written(
    wire: PaperBluesky, api: Api, secret: str
) -> None:
    shown = [json.dumps(secret), json.dumps(secret, ensure_ascii=False), json.dumps(quote(secret, safe=""))]
    wire.always["createSession"] = answer(
        f'{{"error":"Odd","message":{" is ".join(shown)}}}'.replace('" is "', " is "), 418
    )

    with pytest.raises(Closed) as raised:
        await api.tell("com.atproto.server.createSession", {"password": Secret(secret)})

    assert "*** is *** is ***" in str(raised.value)


async def test_an_empty_secret_strikes_nothing_out(wire: PaperBluesky, api: Api) -> None:
    wire.always["getProfiles"] = refusal("Odd", "no such thing", 418)

    with pytest.raises(Closed, match="no such thing"):
        await api.ask(QUESTION, token=Secret(""))


def recorded() -> list[Path]:
    shared = os.environ.get("HASHTUI_SHARED")
    return sorted((Path(shared) / "recordings" / "atproto").glob("*.resp")) if shared else []


def read(file: Path) -> Answer:
    head, _, body = file.read_bytes().partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = tuple((name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines))
    return Answer("http://localhost/xrpc/x", int(first.split()[1]), headers, body)


EXPECTED: dict[str, type[SourceError] | None] = {
    "err_400_limit": BadQuestion,
    "err_400_no_q": BadQuestion,
    "err_401_bad_jwt": TokenRefused,
    "err_429": RateLimited,
    "err_501_method": NotThere,
    "err_expired_like": TokenRefused,
    "err_login": TokenRefused,
    "rl_ok": BadQuestion,
    "search_page_bad_cursor": Failed,
    "search_via_pds_no_auth": LoginNeeded,
    "trending": NotThere,
}


@pytest.mark.skipif(not recorded(), reason="HASHTUI_SHARED names no folder with recordings/atproto")
def test_the_recorded_answers_of_a_real_network_mean_what_they_should() -> None:
    found: dict[str, type[SourceError] | None] = {}
    for file in recorded():
        if file.stem.startswith("firehose"):
            continue
        has_token = b"\nAuthorization: " in file.with_suffix(".req").read_bytes() or file.stem == "err_login"
        try:
            judge(read(file), HOST, START, has_token=has_token)
            found[file.stem] = None
        except SourceError as error:
            found[file.stem] = type(error)

    assert {name: kind for name, kind in found.items() if kind is not None} == EXPECTED
    assert len(found) >= 26
