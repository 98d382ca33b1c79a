"""Expressions of every kind, for properties."""

from hypothesis import strategies as st

from hashtui.errors import FilterError
from hashtui.filter.grammar import parse
from hashtui.filter.times import Present
from hashtui.filter.tree import Node, Not, all_of, any_of
from hashtui.reading.standing import Level
from tests.watch.posts import NOON

PRESENT = Present(NOON)

_NAME = st.text("abé日_*?", min_size=1, max_size=5)
_NUMBER = st.tuples(st.sampled_from(["", "<", "<=", "=", ">=", ">"]), st.integers(0, 10**12 - 1)).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
_PERIOD = st.tuples(st.integers(1, 9_999), st.sampled_from("smhd")).map(lambda pair: f"{pair[0]}{pair[1]}")
_TIME = st.one_of(
    st.datetimes().map(lambda at: at.isoformat() + "Z"),
    st.datetimes().map(lambda at: at.isoformat(timespec="minutes") + "+05:30"),
    st.dates().map(str),
    st.times().map(lambda at: at.isoformat(timespec="minutes")),
    _PERIOD,
)
_WRITTEN = st.one_of(
    st.text("abZé日กß'-,.:&%’😀\u0301\u200d\u00a0 ", min_size=1, max_size=8).map(str.strip),
    st.text('ab é日|()-#@/"\\:?', min_size=1, max_size=8).map(
        lambda said: '"' + said.replace("\\", "\\\\").replace('"', '\\"') + '"'
    ),
    st.from_regex(r"/([a-cé ()|.*+?]|\[ab\]|\\[.dws/]){1,6}/i?", fullmatch=True),
    st.text("aZé日9_·-!", min_size=1, max_size=6).map(lambda name: f"#{name}"),
    st.tuples(_NAME, st.sampled_from(["", "@a.example", "@*", "@x*"])).map(lambda pair: f"@{pair[0]}{pair[1]}"),
    st.tuples(_NAME, st.sampled_from(["", "@a.example", "@*"])).map(lambda pair: f"from:{pair[0]}{pair[1]}"),
    st.sampled_from(["server:mamot.fr", "server:*.fr", "server:HTTPS://Mamot.fr/", "link:Été.example", "link:*.a.b"]),
    st.sampled_from(["link:https://a.example/", "lang:fr", "lang:PT-br", "lang:zh-hant-tw", "lang:?", "net:FEED"]),
    st.sampled_from(["media", "image", "video", "audio", "alt", "link", "poll", "cw", "quote"]).map("has:{}".format),
    st.sampled_from(
        ["reply", "boost", "bot", "edited", "deleted", "sensitive", "question", "picked", "unread", "alert"]
    ).map("is:{}".format),
    st.tuples(st.sampled_from(["tags", "boosts", "favourites", "replies", "followers", "length"]), _NUMBER).map(
        ":".join
    ),
    st.tuples(_NUMBER, _PERIOD | st.sampled_from(list("smhd"))).map(lambda pair: f"per_author:{pair[0]}/{pair[1]}"),
    st.tuples(st.sampled_from(["", "<", "<=", "=", ">=", ">"]), st.sampled_from([level.word for level in Level])).map(
        lambda pair: f"trust:{pair[0]}{pair[1]}"
    ),
    st.tuples(st.sampled_from(["since", "until"]), _TIME).map(":".join),
    st.tuples(st.sampled_from(["<", "<=", ">=", ">"]), _PERIOD).map(lambda pair: f"age:{pair[0]}{pair[1]}"),
)


def _parses(written: str) -> bool:
    try:
        parse(written, PRESENT)
    except FilterError:
        return False
    return True


def _grown(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(trees, min_size=1, max_size=4)
    return st.one_of(several.map(all_of), several.map(any_of), trees.map(Not))


LEAVES: st.SearchStrategy[Node] = _WRITTEN.filter(_parses).map(lambda written: parse(written, PRESENT))
TREES: st.SearchStrategy[Node] = st.recursive(LEAVES, _grown, max_leaves=8)
