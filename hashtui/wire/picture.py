"""Fetching a picture that stands in a stranger's post: from wherever it is, as long as that is out on the internet."""

from urllib.parse import urlsplit

from hashtui.errors import Malformed, RateLimited, Refused, Unreachable
from hashtui.post.clean import clean_line
from hashtui.wire.place import may_fetch
from hashtui.wire.wire import Wire

PATIENCE = 20.0
"""Seconds for all of it."""


async def fetch_picture(wire: Wire, url: str) -> bytes:
    """The octets of the picture at this URL, as they came; nobody has looked at them yet.

    Only https, only public addresses, at every redirect too; no token, no cookie; the wire's limits for the rest.
    Refused, Unreachable, RateLimited, Malformed.
    """
    if not may_fetch(url):
        raise Refused("its address is not one that is fetched: only https, and nothing private")
    try:
        answer = await wire.get(url, headers={"Accept": "image/*"}, deadline=PATIENCE, elsewhere=True)
    except Refused as error:
        # What a source of the configuration could be given leave for, a stranger's picture cannot.
        raise Refused(str(error).partition("; if that is meant")[0]) from error
    host = urlsplit(answer.url).netloc
    if answer.status == 429:
        raise RateLimited(f"{host} gives no more pictures for now (429)", until=None)
    if answer.status != 200:
        raise Unreachable(f"{host} does not give it ({answer.status})")
    kind = (answer.header("content-type") or "").partition(";")[0].strip().lower()
    if not kind.startswith("image/"):
        raise Malformed(f"{host} gives {clean_line(kind[:60]) or 'something'} instead of a picture")
    return answer.body
