"""What a server's answer means: whether it can be used, and if not, what there is to say and to do."""

from collections.abc import Callable
from datetime import datetime

from hashtui.errors import Refused, SourceError, Unreachable
from hashtui.manners import plea
from hashtui.post.clean import log_line
from hashtui.sources.shape import read_complaint
from hashtui.wire import Answer

_LONGEST_COMPLAINT = 120


class Closed(Refused):
    """The server will not show this to us as we are.

    `reason` is a clause of which the server is the subject, `help` what the person can do.
    """

    def __init__(self, host: str, reason: str, help_: str) -> None:
        super().__init__(f"{host} {reason}: {help_}")
        self.reason = reason
        self.help = help_


class LoginNeeded(Closed):
    """It shows this only to people who are logged in; perhaps a part of it to visitors all the same."""


class TagRefused(Closed):
    """It will not take this one tag; others may go well."""


class NotThere(Closed):
    """404 or 410. What that means depends on what was asked for."""

    def __init__(self, host: str, status: int) -> None:
        super().__init__(host, f"does not have it ({status})", "it may have been deleted")
        self.status = status


def judge(answer: Answer, host: str, now: datetime, *, has_token: bool) -> None:
    """Return when the answer can be used: 200 with what may be JSON, or 304. Else raise what it means."""
    if answer.status == 304:
        return
    if answer.status == 200:
        if answer.body.lstrip()[:1] == b"<" or not answer.body.strip():
            what = "a web page" if answer.body.strip() else "nothing"
            raise Unreachable(f"{host} answers with {what} instead of posts: a log-in page of the network?")
        return
    raise _trouble(answer, host, now, has_token)


def login_help(url: str) -> str:
    """How a token is given in this version; `url` is the server's."""
    return (
        f"give the [[source]] of {url} in config.toml a token_env, the name of the environment variable that holds"
        " your token, or follow another server with --source"
    )


def _trouble(answer: Answer, host: str, now: datetime, has_token: bool) -> SourceError:
    status = answer.status
    limited = plea(status, answer.headers, now, f"{host} asks for patience ({status})")
    if limited is not None:
        return limited
    if status in (408, 425) or status >= 500 or status < 200:
        return Unreachable(f"{host} is in trouble itself ({status})")
    if status < 300:
        return Unreachable(f"{host} answers without an answer ({status})")
    refusal = _REFUSALS.get(status, _refused_otherwise)
    return refusal(answer, host, has_token)


def _unauthorized(answer: Answer, host: str, has_token: bool) -> SourceError:
    said = _said(answer)
    if has_token:
        return Closed(host, f"does not accept the token{said}", "make a new one there and put it in its place")
    return LoginNeeded(host, "shows tags only to people who are logged in", login_help(_base(answer)))


def _forbidden(answer: Answer, host: str, has_token: bool) -> SourceError:
    said = _said(answer)
    if not read_complaint(answer.body) and b"<" in answer.body[:512]:
        return Closed(host, "turns this program away (403)", "try another server, or later")
    if has_token:
        return Closed(host, f"does not accept the token for this{said}", "it needs the scope read:statuses")
    return LoginNeeded(host, f"shows tags only to people who are logged in{said}", login_help(_base(answer)))


def _unprocessable(answer: Answer, host: str, has_token: bool) -> SourceError:
    # Mastodon's require_user! says 422 where its documentation says 401.
    if has_token:
        return Closed(
            host,
            f"does not accept the token for this{_said(answer)}",
            "it must be a person's, with the scope read:statuses",
        )
    return LoginNeeded(host, "shows tags only to people who are logged in", login_help(_base(answer)))


def _bad_request(answer: Answer, host: str, has_token: bool) -> SourceError:
    said = _said(answer)
    if has_token and "token" in said.lower():
        return Closed(host, f"does not accept the token{said}", "make a new one there and put it in its place")
    if not said:
        # Not the API but something before it: a proxy, a TLS port that was spoken to in the clear.
        return Unreachable(f"{host} finds fault with the question and does not say why ({answer.status})")
    return TagRefused(host, f"takes this for no hashtag{said}", "write it otherwise, or leave it out")


def _not_there(answer: Answer, host: str, has_token: bool) -> SourceError:
    return NotThere(host, answer.status)


def _legal(answer: Answer, host: str, has_token: bool) -> SourceError:
    return Closed(host, f"may not show this for legal reasons (451){_said(answer)}", "follow another server")


def _refused_otherwise(answer: Answer, host: str, has_token: bool) -> SourceError:
    return Closed(host, f"refuses the question ({answer.status}){_said(answer)}", "is it a Mastodon server?")


_REFUSALS: dict[int, Callable[[Answer, str, bool], SourceError]] = {
    400: _bad_request,
    401: _unauthorized,
    403: _forbidden,
    404: _not_there,
    410: _not_there,
    422: _unprocessable,
    451: _legal,
}


def complaint_or(answer: Answer, otherwise: str) -> str:
    """The server's own words in quotes, or those given here when it gave none."""
    return _said(answer).removeprefix(", saying ") or otherwise


def _said(answer: Answer) -> str:
    """The server's own words, if it gave any. No colon before them: after “token” it would strike out what follows."""
    complaint = read_complaint(answer.body)
    return f", saying “{log_line(complaint[: 4 * _LONGEST_COMPLAINT])[:_LONGEST_COMPLAINT]}”" if complaint else ""


def _base(answer: Answer) -> str:
    scheme, _, rest = answer.url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
