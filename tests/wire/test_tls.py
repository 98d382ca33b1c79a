"""Certificates: only a good one of the right name is spoken to, and nothing is sent to any other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from hashtui.clock import HandClock
from hashtui.config.secret import Secret
from hashtui.errors import Refused, Unreachable
from hashtui.wire import Wire
from tests.chaos import ChaosServer
from tests.chaos.certificates import Certificates

INSTANCE = "/api/v1/instance"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
async def trusting(
    certificates: Certificates, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Wire]:
    """A wire on a machine that trusts the test authority, as SSL_CERT_FILE makes it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    wire = Wire(clock)
    yield wire
    await wire.aclose()


async def test_a_good_certificate_is_spoken_to(trusting: Wire, certificates: Certificates) -> None:
    async with ChaosServer(tls=certificates.server_context("good")) as chaos:
        answer = await trusting.get(chaos.url + INSTANCE, token=Secret("good-token"))
        async with trusting.connect(f"{chaos.stream_url}/api/v1/streaming", token=Secret("good-token")) as channel:
            await channel.send('{"type":"subscribe","stream":"hashtag","tag":"a"}')
            await chaos.subscribed()

        assert answer.status == 200
        assert chaos.meter.asked[-1].header("authorization") == "Bearer good-token"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("expired", "its certificate has expired"),
        ("not_yet", "its certificate is not valid yet"),
        ("wrong_host", "its certificate is for another address"),
        ("self_signed", "its certificate is signed by nobody this machine trusts"),
        ("weak_key", "its certificate is too weak"),
    ],
)
async def test_any_other_certificate_gets_nothing(
    trusting: Wire, certificates: Certificates, kind: str, words: str
) -> None:
    async with ChaosServer(tls=certificates.server_context(kind)) as chaos:
        with pytest.raises(Refused) as told:
            await trusting.get(chaos.url + INSTANCE, token=Secret("canary"))
        with pytest.raises(Refused) as told_of_stream:
            async with trusting.connect(f"{chaos.stream_url}/api/v1/streaming", token=Secret("canary")):
                pass

        assert str(told.value) == f"{chaos.authority} is not trusted: {words}; nothing was sent"
        assert str(told_of_stream.value) == str(told.value)
        assert chaos.meter.asked == []


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("tls_plain_http_on_443", "it does not speak TLS there; nothing was sent"),
        ("tls_old_version", "its TLS is too old; nothing was sent"),
    ],
)
async def test_anything_but_proper_tls_gets_nothing(trusting: Wire, fault: str, words: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        with pytest.raises(Refused, match=words):
            await trusting.get(f"https://{chaos.authority}{INSTANCE}", token=Secret("canary"))

        assert chaos.meter.asked == []


@pytest.mark.parametrize("fault", ["accept_hang", "tls_slow_handshake"])
async def test_a_server_that_hangs_during_the_handshake_is_left(trusting: Wire, fault: str) -> None:
    async with ChaosServer() as chaos:
        chaos.do(fault)

        with pytest.raises(Unreachable, match=r"nothing heard within 0\.1 s"):
            await trusting.get(f"https://{chaos.authority}{INSTANCE}", deadline=0.2)


async def test_a_redirect_down_to_plain_http_is_refused(trusting: Wire, certificates: Certificates) -> None:
    async with ChaosServer(tls=certificates.server_context("good")) as chaos:
        chaos.do("redirect_downgrade")

        with pytest.raises(Refused, match="redirects from https to plain http: not followed"):
            await trusting.get(chaos.url + INSTANCE, token=Secret("canary"), elsewhere=True, insecure=True)


async def test_session_keys_are_written_nowhere(
    trusting: Wire, certificates: Certificates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    async with ChaosServer(tls=certificates.server_context("good")) as chaos:
        await trusting.get(chaos.url + INSTANCE)
        async with trusting.connect(f"{chaos.stream_url}/api/v1/streaming", token=Secret("good-token")):
            pass

    assert not keys.exists()
