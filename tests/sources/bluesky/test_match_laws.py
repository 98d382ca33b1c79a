"""However an event is written and whatever else stands in it: where the decoder reads a followed tag, it is kept."""

import json
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hashtui.clock import HandClock
from hashtui.errors import Malformed
from hashtui.post.clean import clean_handle, clean_line, clean_name
from hashtui.post.post import Author
from hashtui.post.tag import Tag
from hashtui.sources.bluesky.decode import decode_record
from hashtui.sources.bluesky.events import Commit, read_event
from hashtui.sources.bluesky.match import Sieve
from tests.sources.bluesky.jetstream_on_paper import LIKE, POST, about, commit, rkey, uri
from tests.sources.bluesky.network_on_paper import ANA, START, Json

ANYBODY = Author(clean_line(ANA), clean_handle("@ana.example"), clean_name(""))
NAMES = frozenset((POST, LIKE, rkey(1)))
"""Values that are names: no server writes them in another way."""


def facet(kind: str, value: str) -> Json:
    feature = {"$type": f"app.bsky.richtext.facet#{kind}", "tag" if kind == "tag" else "uri": value}
    return {"index": {"byteStart": 0, "byteEnd": 1}, "features": [feature]}


TWO_IN_ONE: Json = {"features": [{"$type": "app.bsky.richtext.facet#tag", "tag": tag} for tag in ("pa", "a")]}


def envelope(record: Json) -> Json:
    """The event of this post in the second form of the stream."""
    kind = "network.bsky.jetstream.subscribeEvents#commit"
    inner = {"rev": "r", "operation": "create", "collection": POST, "rkey": rkey(1), "record": record}
    return {"$type": "message", "payload": {"$type": kind, "seq": 5, "did": ANA, "time": START.isoformat()} | inner}


def spelled(value: object, dice: Random, *, spaced: bool, escaped: bool) -> str:
    """One of the many ways to write this as JSON."""

    def gap() -> str:
        return dice.choice(("", " ", "\n", "\t ")) if spaced else ""

    def quoted(text: str) -> str:
        letters = [json.dumps(c, ensure_ascii=c < " ")[1:-1] for c in text]
        if escaped and text not in NAMES:
            octets = [c.encode("utf-16-be", "surrogatepass").hex() for c in text]
            units = ["".join(f"\\u{o[at : at + 4]}" for at in range(0, len(o), 4)) for o in octets]
            letters = [
                dice.choice((c, unit, unit.upper().replace("U", "u"))) for c, unit in zip(letters, units, strict=True)
            ]
        return f'"{"".join(letters)}"'

    def whole(one: object) -> str:
        if isinstance(one, str):
            return quoted(one)
        if isinstance(one, list):
            return f"[{gap()}{f'{gap()},{gap()}'.join(map(whole, one))}{gap()}]"
        if isinstance(one, dict):
            rows = [f'"{key}"{gap()}:{gap()}{whole(field)}' for key, field in one.items()]
            if spaced:
                dice.shuffle(rows)
            return f"{{{gap()}{f'{gap()},{gap()}'.join(rows)}{gap()}}}"
        return json.dumps(one)

    return whole(value)


WORDS = st.text(st.sampled_from('paAéÉ#＃ \n"\\,._1２ａ日🦋\u200b\ufe0f[]{}:'), max_size=8)
FACETS = st.lists(
    WORDS.map(lambda tag: facet("tag", tag)) | st.just(facet("link", "https://x.example")) | st.just({}), max_size=3
)
ODD = st.one_of(
    st.none(),
    st.integers(),
    WORDS,
    st.fixed_dictionaries({"facets": FACETS}),
    st.fixed_dictionaries({"tags": st.lists(WORDS, max_size=2), "langs": st.lists(WORDS, max_size=2)}),
    st.fixed_dictionaries({"tag": WORDS, "collection": st.sampled_from((POST, LIKE))}),
)
RECORDS = st.fixed_dictionaries(
    {"$type": st.just(POST), "text": WORDS},
    optional={
        "Aside": ODD,
        "embed": ODD,
        "facets": FACETS,
        "langs": st.lists(st.sampled_from(("fr", "pa")), max_size=2),
        "tags": st.lists(WORDS, max_size=2),
        "zest": ODD,
    },
)


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.integers(), st.booleans(), st.booleans(), st.booleans())
@example({"text": "#a", "translation": {"facets": [facet("link", "https://x.example")]}}, 0, False, False, False)
@example({"text": "x", "facets": [TWO_IN_ONE]}, 0, False, False, False)
def test_a_post_in_which_the_decoder_reads_a_followed_tag_is_never_kept_back(
    record: Json, seed: int, spaced: bool, escaped: bool, enveloped: bool
) -> None:
    event = envelope(record) if enveloped else json.loads(commit(1, record))
    written = spelled(event, Random(seed), spaced=spaced, escaped=escaped).encode("utf-8", "surrogatepass")
    before = about(1, LIKE, uri(2)).encode()

    try:
        heard = read_event(written, HandClock(START).now())
    except Malformed:
        return
    assert isinstance(heard, Commit)
    assert heard.record is not None
    post = decode_record(heard.record, ANA, rkey(1), START, ANYBODY)

    assert json.loads(written) == event
    assert [tag for tag in post.tags if Sieve([tag]).sift([before, written]) != [written]] == []


def test_both_forms_in_one_event_hide_nothing() -> None:
    event = envelope({"text": "#a"}) | {"commit": {"record": {"text": "no tag"}}}

    assert len(Sieve([Tag.of("a")]).sift([json.dumps(event).encode()])) == 1
