"""Anthologies for tests, made of what a test cares about, and the hostile texts that no form may fall for."""

import json
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from hashtui.anthology.anthology import Anthology, Colophon
from hashtui.anthology.making import NO_LORE, Lore, make_anthology
from hashtui.post.body import Body, Role
from hashtui.post.clean import clean_handle, clean_line, clean_name, clean_text, clean_url
from hashtui.post.pick import Pick
from hashtui.post.post import Author, Media, MediaKind, Network, Poll, PollOption, Post
from hashtui.post.stretch import Stretch, clean_body
from tests.posts import NOON, SOURCE, entry

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PARIS = timezone(timedelta(hours=1))
COLOPHON = Colophon(MADE, ("#capcomnet",), None, None, (SOURCE,), version="1.2.3", zone=PARIS)


def bound(
    *posts: Post,
    picks: Sequence[Pick] = (),
    title: str = "#capcomnet",
    colophon: Colophon = COLOPHON,
    licence: str = "",
    lore: Lore = NO_LORE,
) -> Anthology:
    """The anthology of these posts and picks."""
    return make_anthology(
        map(entry, posts),
        picks,
        title=clean_line(title),
        colophon=colophon,
        licence=clean_text(licence) if licence else None,
        lore=lore,
    )


def hostile_texts() -> list[str]:
    """The texts of the shared corpus, a name or a tag or a body each, as they came."""
    shared = os.environ.get("HASHTUI_SHARED", "")
    path = Path(shared) / "hostile" / "open.jsonl"
    if not shared or not path.is_file():
        pytest.skip("no hostile corpus: HASHTUI_SHARED does not name a folder that holds it")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    return [row["text"] for row in rows if isinstance(row.get("text"), str)]


ACTIVE = (
    '<script>document.title="ran"</script>',
    '"><img src=x onerror=alert(1)><svg onload=alert(1)>',
    "</style></title></textarea><iframe src=//127.0.0.1/></iframe>",
    "<![CDATA[x]]> <!-- --> <?php ?> &lt;b&gt; &amp; &#x3c;script&#x3e;",
    "![x](http://127.0.0.1/p.png) [y](javascript:alert(1)) <http://127.0.0.1/>",
    "# heading\n- list\n1. one\n> quote\n```\ncode\n```\n| a | b |\n===\n---",
    "=1+1",
    "  +1",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "\u200b\u00ad=cmd|' /C calc'!A0",
    'a,b;c\t"d"\r\n\'e',
    "]]>\u0000\u000b\ufffe\ud800",
    "مرحبا بالعالم https://evil.test/\u202egpj.exe",
)
"""What each form would obey, if it were let."""


def hostile_post(number: int, text: str) -> Post:
    """A post that says it wherever something can be said, as far as making it safe lets it."""
    body = clean_body(text, [Stretch(0, len(text), Role.LINK, clean_url(text)), Stretch(0, len(text), Role.STRONG)])
    words = clean_text(text)
    return Post(
        key=clean_line(f"hostile:{number}:{text[:99]}"),
        network=Network.FILE,
        created_at=NOON + timedelta(minutes=number),
        author=Author(clean_line(f"by:{number}:{text[:99]}"), clean_handle(text), clean_name(text), clean_url(text)),
        body=_whole(body),
        url=clean_url(text),
        language=clean_line(text[:20]) or None,
        media=(Media(MediaKind.IMAGE, clean_line(text), words),),
        content_warning=words if number % 3 == 0 else None,
        sensitive=number % 2 == 0,
        poll=Poll((PollOption(clean_line(text), 3),)),
        reply_to=clean_line(text),
        quote_of=clean_line(text),
    )


def _whole(body: Body) -> Body:
    attached = clean_url("https://attached.example/?a=1&b=<2>")
    return replace(body, attached=(attached,) if attached else ())


def hostile_anthology(texts: Sequence[str]) -> Anthology:
    """All of them, some picked, with the title, captions and reasons that strangers could have had a hand in."""
    posts = [hostile_post(number, text) for number, text in enumerate(texts)]
    made = [
        Pick(one, MADE, clean_line(text), clean_text(text)) for one, text in list(zip(posts, texts, strict=True))[:9]
    ]
    colophon = replace(COLOPHON, query=tuple(texts[:5]))
    return bound(*posts, picks=made, title=texts[0], colophon=colophon, licence=texts[1])
