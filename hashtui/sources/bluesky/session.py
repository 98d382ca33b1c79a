"""A person's session at their server: made from an app password once, kept, and renewed once whenever it expires."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from random import Random
from urllib.parse import urlsplit

from hashtui.config.secret import Secret
from hashtui.config.secrets import Hold, KeptSession, SecretStore, is_token, usual_store
from hashtui.errors import ConfigError, Malformed, RateLimited, Refused, SourceError, Unreachable, UsageError
from hashtui.manners import Backoff, patience
from hashtui.sources.address import is_loopback, read_address
from hashtui.sources.bluesky.answers import Closed, TokenRefused
from hashtui.sources.bluesky.api import ENTRYWAY, Api, Params
from hashtui.sources.shape import Record
from hashtui.sources.source import Means

_FORM = "the token of a Bluesky source is written HANDLE:APP-PASSWORD"
_SETTINGS = "bsky.app, Settings, Privacy and security, App passwords"
TRIES = 3
"""Of one question: with the token at hand, with what another process renewed, with what was renewed here."""
LOGINS_APART = 300.0
"""Seconds between two log-ins with the password: a server takes 300 a day (docs.bsky.app, Rate limits)."""
HELD_LONGEST = 40.0
"""Seconds another process may take to renew: a request's deadline and some more."""
AFTER_REFUSAL = 3600.0
"""Seconds to stay away after a refusal that may pass."""
_FINAL = frozenset({"AuthFactorTokenRequired", "AccountTakedown", "AuthenticationRequired"})
_LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who logs in, with what."""

    identifier: str
    """A handle, a DID or an e-mail address."""
    password: Secret


def read_credentials(token: Secret) -> Credentials:
    """What `HANDLE:APP-PASSWORD` says. UsageError when it is something else; nothing of it is repeated."""
    text = token.reveal()
    if text.startswith("eyJ") and text.count(".") == 2:
        raise UsageError(f"{_FORM}; this is a session's own token, which lasts two hours: make an app password instead")
    identifier, colon, password = text.rpartition(":") if text.startswith("did:") else text.partition(":")
    identifier = identifier.removeprefix("@").lower()
    if not (colon and password and ("." in identifier or identifier.count(":") >= 2)):
        raise UsageError(f"{_FORM}; app passwords are made in {_SETTINGS}")
    return Credentials(identifier, Secret(password))


class Session:
    """A logged-in account. Nothing is asked before the first question; what it was given outlives the program."""

    def __init__(
        self,
        token: Secret,
        means: Means,
        *,
        pds: str | None = None,
        insecure: bool = False,
        store: SecretStore | None = None,
        random: Random | None = None,
    ) -> None:
        """`pds` is the account's own server, where that is not Bluesky. UsageError when token or server are none."""
        self._who = read_credentials(token)
        self._means = means
        self._insecure = insecure
        self._store = usual_store() if store is None else store
        self._random = random or Random()
        self._entry = Api(pds or ENTRYWAY, means, insecure=insecure)
        self._pds = self._entry
        self._account = f"{self._who.identifier} at {self._entry.url}"
        self._kept: KeptSession | None = None
        self._turn = asyncio.Lock()
        self._backoff = Backoff(self._random)
        self._not_before = 0.0
        self._trouble: SourceError | None = None
        self._logged_in_at = float("-inf")
        self._notice = ""
        self._look_at_store()

    @property
    def notice(self) -> str:
        """What the person should know once: why the session will not outlive the program. Empty when all is well."""
        return self._notice

    @property
    def host(self) -> str:
        """The server that is asked."""
        return self._pds.host

    @property
    def refusal(self) -> Refused | None:
        """Why there is no session, when that is not just a matter of time."""
        return self._trouble if isinstance(self._trouble, Refused) else None

    @property
    def requests_left(self) -> int:
        """How many questions its server still takes in the present window."""
        return self._pds.requests_left

    @property
    def received(self) -> int:
        """Bytes of all its answers, as they came."""
        return self._entry.received + (0 if self._pds is self._entry else self._pds.received)

    @property
    def home(self) -> str:
        """The server where the account is logged in, as people know it: of Bluesky's own many one name."""
        return self._entry.host

    async def did(self) -> str:
        """Whose session it is. SourceError as `ask`."""
        return (self._kept or await self._renewed(None)).did

    async def ask(self, nsid: str, params: Params = ()) -> Record:
        """The answer of the account's server, which passes on what is not its own. SourceError as `Api.ask`."""
        kept = self._kept or await self._renewed(None)
        for _ in range(TRIES):
            try:
                return await self._pds.ask(nsid, params, token=kept.access)
            except TokenRefused:
                kept = await self._renewed(kept)
        raise self._put_off(Unreachable(f"{self.host} does not accept the session it has just given"))

    async def _renewed(self, stale: KeptSession | None) -> KeptSession:
        """A session other than this one. Whoever comes while it is being renewed waits for the same renewal."""
        async with self._turn:
            if self._kept is not None and self._kept is not stale:
                return self._kept
            if self._trouble is not None and self._means.clock.monotonic() < self._not_before:
                raise self._trouble.with_traceback(None)  # nothing is tried again before its time, whoever asks
            try:
                async with self._held():
                    kept = await self._another(stale)
            except SourceError as error:
                raise self._put_off(error) from error.__cause__
            self._trouble = None
            self._backoff.reset()
            self._use(kept)
            return kept

    async def _another(self, stale: KeptSession | None) -> KeptSession:
        """What another process has kept meanwhile, or a refreshed one, or that of a new log-in."""
        kept = await self._recalled()
        if kept is not None and (stale is None or kept.access.reveal() != stale.access.reveal()):
            return kept
        fresh = None if stale is None else await self._refreshed(stale)
        if fresh is None:
            fresh = await self._logged_in()
        # Before the new access token is used: the old refresh token is worth nothing any more.
        await self._keep(fresh)
        return fresh

    async def _refreshed(self, stale: KeptSession) -> KeptSession | None:
        """com.atproto.server.refreshSession; None when the server wants the password again."""
        try:
            answer = await self._entry.tell("com.atproto.server.refreshSession", token=stale.refresh)
        except Closed:
            return None
        return self._read(answer, stale.server)

    async def _logged_in(self) -> KeptSession:
        """com.atproto.server.createSession."""
        now = self._means.clock.monotonic()
        if now - self._logged_in_at < LOGINS_APART:
            raise Unreachable(f"{self._entry.host} does not accept the session it has just given")
        fields: dict[str, str | Secret] = {"identifier": self._who.identifier, "password": self._who.password}
        try:
            answer = await self._entry.tell("com.atproto.server.createSession", fields)
        except Closed as error:
            raise _login_refused(self._entry.host, self._entry.url == ENTRYWAY, error) from error
        self._logged_in_at = now
        return self._read(answer, self._entry.url)

    def _read(self, answer: Record, server: str) -> KeptSession:
        did, access, refresh = (answer.text(name) or "" for name in ("did", "accessJwt", "refreshJwt"))
        if not (did.startswith("did:") and is_token(access) and is_token(refresh)):
            raise Malformed(f"{self._entry.host} answers the log-in with no session")
        return KeptSession(did, self._named_server(answer) or server, Secret(access), Secret(refresh))

    def _named_server(self, answer: Record) -> str | None:
        """The account's server as its DID document names it; None where it names none that we would go to."""
        document = answer.record("didDoc")
        for service in () if document is None else document.records("service"):
            if (service.text("id") or "").endswith("#atproto_pds"):
                return self._admitted(service.text("serviceEndpoint") or "")
        return None

    def _admitted(self, url: str) -> str | None:
        """The server that somebody else than the person named; None when it is none, or is on our own machine."""
        try:
            found = read_address(url if url.startswith(("https://", "http://")) else "", insecure=self._insecure)
        except UsageError:
            return None
        return found if not _is_here(found) or _is_here(self._entry.url) else None

    def _use(self, kept: KeptSession) -> None:
        self._kept = kept
        if kept.server != self._pds.url:
            is_entry = kept.server == self._entry.url
            self._pds = self._entry if is_entry else Api(kept.server, self._means, insecure=self._insecure)

    def _put_off(self, trouble: SourceError) -> SourceError:
        """No new session is tried for before its time: never, when only the person can change what is wrong."""
        clock = self._means.clock
        match trouble:
            case Closed(name=name) if name in _FINAL:
                wait = float("inf")
            case Refused():
                wait = AFTER_REFUSAL
            case RateLimited(until=datetime() as until):
                wait = patience(until, clock.now(), self._random)
            case _:
                wait = self._backoff.next()
        self._trouble, self._not_before = trouble, clock.monotonic() + wait
        return trouble

    @asynccontextmanager
    async def _held(self) -> AsyncIterator[None]:
        """Keep other processes from renewing the same session meanwhile."""
        hold = await self._hold()
        try:
            yield
        finally:
            if hold is not None:
                hold.let_go()

    async def _hold(self) -> Hold | None:
        clock = self._means.clock
        patient_until = clock.monotonic() + HELD_LONGEST
        try:
            # Not made aside: a wait called off there would leave its hold to nobody.
            while (hold := self._store.hold()) is None and clock.monotonic() < patient_until:
                await clock.sleep(_LOOK)
        except ConfigError as error:
            self._only_here(error)
            return None
        return hold

    async def _recalled(self) -> KeptSession | None:
        try:
            kept = await self._means.aside.run(lambda: self._store.session(self._account))
        except ConfigError as error:
            self._only_here(error)
            return None
        return kept if kept is not None and self._admitted(kept.server) else None

    async def _keep(self, fresh: KeptSession) -> None:
        try:
            await self._means.aside.run(lambda: self._store.keep(self._account, fresh))
        except ConfigError as error:
            self._only_here(error)

    def _look_at_store(self) -> None:
        """See at once whether it can be trusted: what is wrong is then said with the first word of the source."""
        try:
            self._store.session(self._account)
        except ConfigError as error:
            self._only_here(error)

    def _only_here(self, trouble: ConfigError) -> None:
        self._notice = self._notice or f"the session is kept in memory only: {trouble}"


def _login_refused(host: str, is_bluesky: bool, error: Closed) -> Closed:
    """What a refused log-in means, and what to do: the errors of com.atproto.server.createSession."""
    reasons = {
        "AuthFactorTokenRequired": ("asks for the code it has sent by e-mail", f"use an app password ({_SETTINGS})"),
        "AccountTakedown": ("has taken this account down", "ask its people, or use another account"),
    }
    elsewhere = '; if the account lives on another server, set pds = "https://…" on this source' if is_bluesky else ""
    where = f" ({_SETTINGS})" if is_bluesky else " there"
    # No colon after “password”: what follows one is struck out of logs as a secret.
    wrong = ("does not know this handle with this app password (401)", f"make a new one{where}{elsewhere}")
    if error.name in reasons:
        reason, help_ = reasons[error.name]
    elif error.name == "AuthenticationRequired":
        reason, help_ = wrong
    else:
        reason, help_ = f"does not log us in: it {error.reason}", error.help
    return Closed(host, reason, help_, name=error.name)


def _is_here(url: str) -> bool:
    return is_loopback(urlsplit(url).hostname or "")
