"""What an XRPC answer means: whether it can be used, and if not, what there is to say and to do."""

from datetime import datetime

from hashtui.errors import Malformed, Refused, SourceError, Unreachable
from hashtui.manners import plea
from hashtui.post.clean import log_line
from hashtui.sources.shape import Record, read_record
from hashtui.wire import Answer

_LONGEST_COMPLAINT = 120
_DEAD_TOKENS = frozenset({"ExpiredToken", "InvalidToken"})
_MISSING = frozenset({"NotFound", "RecordNotFound", "RepoNotFound", "AccountNotFound", "ProfileNotFound"})


class Closed(Refused):
    """The server will not answer this to us as we are.

    `name` is the error's own name (“AuthMissing”), `reason` a clause of which the server is the subject, `help`
    what the person can do.
    """

    def __init__(self, host: str, reason: str, help_: str, *, name: str = "") -> None:
        super().__init__(f"{host} {reason}: {help_}")
        self.name = name
        self.reason = reason
        self.help = help_


class LoginNeeded(Closed):
    """It answers this only to people who are logged in."""


class TokenRefused(Closed):
    """It does not take this token, or takes it no more: one refresh may help."""


class BadQuestion(Closed):
    """400: something in the question is not as it wants it; another question may go well."""


class NotThere(Closed):
    """It has no such thing, or does not know this kind of question."""


class Failed(Unreachable):
    """It failed over this very question (5xx): a cursor it does not understand is one reason."""


def judge(answer: Answer, host: str, now: datetime, *, has_token: bool) -> None:
    """Return when the answer is 200 with what may be JSON. Else raise what it means."""
    if answer.status == 200:
        if answer.body.lstrip()[:1] != b"{":
            what = "a web page" if answer.body.lstrip()[:1] == b"<" else "no JSON object"
            raise Unreachable(f"{host} answers with {what}: a log-in page of the network?")
        return
    raise _trouble(answer, host, now, has_token)


def _trouble(answer: Answer, host: str, now: datetime, has_token: bool) -> SourceError:
    status = answer.status
    limited = plea(status, answer.headers, now, f"{host} asks for patience ({status})")
    if limited is not None:
        return limited
    if status == 501:
        return NotThere(host, "does not know this question (501)", "another server may", name="MethodNotImplemented")
    if status >= 500:
        return Failed(f"{host} is in trouble itself ({status})")
    if status < 400 or status in (408, 425):
        return Unreachable(f"{host} answers without an answer ({status})")
    return _refusal(answer, host, has_token)


def _refusal(answer: Answer, host: str, has_token: bool) -> Closed:
    """What a 4xx means. The statuses are not to be relied on: a bad token is a 400, a missing one 401 or 403."""
    status, complaint = answer.status, _complaint(answer)
    name = complaint.text("error") or ""
    said = _said(complaint)
    if name in _DEAD_TOKENS or (status == 401 and has_token):
        return TokenRefused(host, f"does not accept this session{said}", "log in again", name=name)
    if name == "AuthMissing" or status in (401, 403):
        if b"<" in answer.body[:512]:
            said = f" ({status}, a web page)"
        if has_token:
            return Closed(host, f"does not answer this account{said}", "try later", name=name)
        return LoginNeeded(host, f"answers this only to people who are logged in{said}", "give it a session", name=name)
    if status in (404, 410) or name in _MISSING:
        return NotThere(host, f"does not have it ({status})", "it may have been deleted", name=name)
    if status == 400:
        return BadQuestion(host, f"does not understand the question{said}", "this may be a bug of hashtui", name=name)
    return Closed(host, f"refuses the question ({status}){said}", "try later", name=name)


def _complaint(answer: Answer) -> Record:
    """`{"error": name, "message": words}`; nothing of it when the body is anything else."""
    try:
        return read_record(answer.body)
    except Malformed:
        return Record({})


def _said(complaint: Record) -> str:
    """The server's own words, if it gave any. No colon before them: after “token” it would strike out what follows."""
    words = complaint.text("message") or complaint.text("error")
    return f", saying “{log_line(words[: 4 * _LONGEST_COMPLAINT])[:_LONGEST_COMPLAINT]}”" if words else ""
