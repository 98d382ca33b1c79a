"""What strangers may write, and a whole status of a Mastodon server that says it in every one of its fields."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

ACTS = (
    "\x1b[2J\x1b[H",
    "\x1b[?1049l\x1b[?1000l\x1b[?25h",
    "\x1b[1;1HCANARY",
    "\x1b[38;2;0;0;0mCANARY",
    "\x1b[?2026l\x1b[?1049lCANARY",
    "\x1b]0;pwned\x07",
    "\x1b]52;c;Q0FOQVJZ\x07",
    "\x1b]52;c;?\x1b\\",
    "\x1b]8;;https://evil.example/\x1b\\bank\x1b]8;;\x1b\\",
    "\x1b]777;notify;a;b\x07",
    "\x1b]0;never ends",
    '\x1bP$q"p\x1b\\',
    "\x1b_Ga=T,f=100,t=f;L2V0Yw==\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bc",
    "\x1b#8",
    "\x1b%@",
    "\x1b(0",
    "\x1b\x1b[[31m31m",
    "\x9b2J\x9b31m",
    "\x9d0;pwned\x9c",
    '\x90$q"p\x9c',
    "\x84\x85\x8d\x8e\x8f",
    "".join(map(chr, range(0x20))) + "\x7f",
    "a\rb\bc\x0bd\x0ce\x07f\x05g\x0eh\x0f",
    "\u2028x\u2029y",
    "\u202edesrever\u202c \u2067isolated\u2069\u200e\u200f\u061c",
    "\u200b\u2060\ufeff\u00ad\u034f\u115f\u3164hidden\U000e0041\U000e007f",
    "\ud800\udc00 \ud83d alone \ude00",
    "\ue0a0\uf8ff\U000f0000\U0010fffd",
    "\ufffe\uffff\ufdd0\ufffc",
    "\u0301leading " + "o" + "\u0301" * 500,
)
MARKUP = (
    "[@click=app.quit]CLICK ME[/]",
    "[@click=app.bell]CLICK ME[/@click]",
    "[@click=app.copy_to_clipboard('x')]CLICK ME[/]",
    "[link=file:///etc/passwd]CLICK ME[/link]",
    '[link="https://evil.example"]https://bank.example[/link]',
    "[/red] CLICK ME",
    "[$x on $y]CLICK ME[/]",
    "[bold red on blue blink reverse]CLICK ME",
    "[[[[[ CLICK ME ]]]] \\[ \\",
    "[on red]" * 60 + "CLICK ME",
)
WIDE = (
    "हिन्दी में लिखा हुआ",
    "ภาษาไทยน้ำ",
    "தமிழ் மொழி",
    "বাংলা ভাষা",
    "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "1️⃣#️⃣*️⃣ ☎️ ❤️‍🔥",
    "日本語テスト ｆｕｌｌ　ｗｉｄｔｈ",
    "עברית العربية فارسی می‌خواهم",
    "\ufdfd\U00012031\U0001242b",
    "🫩\U0001fac8 Z̷a͑l̴g͓o",
)


def texts() -> Iterator[str]:
    """All of ours: each act alone, between words, and through markup."""
    for act in ACTS:
        yield act
        yield f"before {act} after {act}"
    yield from MARKUP
    yield from WIDE
    yield "[@click=app.quit]" + ACTS[0] + "[/]"
    yield "x" * 3000
    yield "\n" * 300 + "end"


def corpus(*, html: bool) -> Iterator[str]:
    """The texts, or the HTML, of the shared corpus; nothing without HASHTUI_SHARED."""
    place = os.environ.get("HASHTUI_SHARED")
    if not place:
        return
    for line in (Path(place) / "hostile" / "open.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        written = entry.get("html" if html else "text")
        if written is None:
            continue
        parts = entry.get("parts")
        yield "".join(text * times for text, times in parts)[:70_000] if parts else written


def status(number: int, said: str, *, html: bool) -> dict[str, object]:
    """The JSON of a status whose every field says it. As text it is escaped, as HTML it is the content itself."""
    content = said if html else f"<p>{_escaped(said)} <a href='https://{said}/'>{_escaped(said)}</a></p>"
    link = f"https://evil.example/{said}"
    account: dict[str, object] = {
        "acct": f"{said}@{said}" if number % 2 else f"user{number}@evil.example",
        "uri": f"https://evil.example/users/{number}",
        "url": link,
        "display_name": said,
        "note": content,
        "fields": [{"name": said, "value": f"<a href='{link}'>{said}</a>", "verified_at": "2026-01-01"}],
    }
    return {
        "id": str(1_000_000 + number),
        "uri": f"https://evil.example/{number}",
        "url": link,
        "created_at": f"2026-11-21T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z",
        "edited_at": "2026-11-21T23:59:59Z" if number % 5 == 0 else None,
        "visibility": "public",
        "language": said if number % 3 else "fr",
        "content": content,
        "spoiler_text": said if number % 4 == 0 else "",
        "account": account,
        "tags": [{"name": "a"}, {"name": said}],
        "mentions": [{"acct": f"{said}@evil.example", "url": link}],
        "media_attachments": [{"type": said, "description": said, "url": link}, {"type": "image", "description": said}],
        "poll": {"options": [{"title": said, "votes_count": 3}, {"title": said}], "votes_count": 7},
        "quote": {"state": "accepted", "quoted_status": {"uri": link}} if number % 6 == 0 else None,
        "in_reply_to_id": said,
    }


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
