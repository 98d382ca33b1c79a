"""Every row of the table of terms, on posts of a file, through the command people run."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hashtui.filter import TERMS
from hashtui.filter.grammar import parse
from hashtui.filter.times import Present
from hashtui.filter.tree import terms_in
from hashtui.post.json import time_text
from tests.cli.running import finished

NOW = datetime.now(UTC)
Json = dict[str, object]


def ago(**period: float) -> str:
    """So long ago, as a line says it."""
    return time_text(NOW - timedelta(**period))


def said(key: str, text: str = "plain", *, by: str = "ana@a.example", tags: str = "a", **fields: object) -> Json:
    """A line: ten minutes old, by Ana, unless it says otherwise."""
    author = {"handle": f"@{by}", "name": "", **dict(fields.pop("author", {}))}  # type: ignore[call-overload]
    return {"key": key, "text": text, "created_at": ago(minutes=10), "tags": tags.split()} | fields | {"author": author}


def pictured(kind: str, alt: str | None = None) -> list[Json]:
    return [{"kind": kind, "url": "https://a.example/1", "alt": alt}]


POSTS = [
    said("plain"),
    said("accents", "L’Été à Saint-Étienne, c’est 14:30 :)"),
    said("complete", "complete competetion"),
    said("upper", "ETE SAINT-ETIENNE"),
    said("warned", content_warning="Santé mentale"),
    said("described", media=pictured("image", "La lauréate sur le quai")),
    said("named", author={"name": "Gaëlle Blanc"}),
    said("japanese", "今日はcapcomの日です"),
    said("chinese", "我们昨天去了市政厅"),
    said("thai", "ฉันพูดสวัสดีครับ"),
    said("korean", "오늘의 행사"),
    said("russian", "Мой чай и ЁЛКА"),
    said("two", "These two\nwords"),
    said("three", "two other words"),
    said("covid", "covid-19 again"),
    said("wagon", "The wagon came"),
    said("Wagon", "The WAGON came"),
    said("operator", "this or that"),
    said("b", tags="a b"),
    said("été", tags="a ÉTÉ"),
    said("stuffed", tags="a b c d e f g"),
    said("mentions", mentions=["@bo@mamot.fr"]),
    said("mentions other", mentions=["@bob@mamot.fr"]),
    said("capcom", by="capcom@mastodon.social"),
    said("capcom elsewhere", by="CapCom@piaille.fr"),
    said("capcommunist", by="capcommunist@mastodon.social"),
    said("blue", by="lea.example", network="bluesky"),
    said("nostr", by="npub1xyz", network="nostr"),
    said("feed", by="news.example", network="feed"),
    said("french", language="fr"),
    said("canadian", language="fr-CA"),
    said("frisian", language="fry"),
    said("photo", media=pictured("image")),
    said("film", media=pictured("video")),
    said("podcast", media=pictured("audio")),
    said("poll", poll={"options": [{"title": "yes", "votes": 1}], "votes": 1}),
    said("quoting", quote_of="https://a.example/9"),
    said("linking", links=["https://www.gouv.example/x"]),
    said("linking near", links=["https://notgouv.example/gouv.example"]),
    said("answer", reply_to="https://a.example/9"),
    said("boosted", boosted_by={"handle": "@z@z.example", "key": "z", "name": "Z"}),
    said("robot", author={"bot": True}),
    said("edited", edited_at=ago(minutes=5)),
    said("sensitive", sensitive=True),
    said("asking", "Who is there?"),
    said("asking in Arabic", "كيف حالك؟"),
    said("asking in Greek", "Πού είσαι;"),
    said("asking in French", "Qui vient\u202f? Moi."),
    said("not asking", "see https://a.example/?page=2 and (?)", links=["https://a.example/?page=2"]),
    said("popular", counts={"replies": 3, "boosts": 20, "favourites": 5}),
    said("ignored", counts={"replies": 0, "boosts": 0, "favourites": 0}),
    said("famous", author={"followers": 5000}),
    said("lonely", author={"followers": 3}),
    said("long", "x" * 600),
    said("old", created_at=ago(hours=3)),
    said("yesterday", created_at=ago(days=1, hours=1)),
    *(said(f"chatter {n}", by="chatty@c.example", created_at=ago(minutes=40 - n)) for n in range(5)),
    said("elsewhere", tags="z"),
]
ALL = {str(one["key"]) for one in POSTS} - {"elsewhere"}
CHATTER = {f"chatter {n}" for n in range(5)}
OLD = {"old", "yesterday"}

CASES: list[tuple[str, set[str]]] = [
    ("ete", {"accents", "upper"}),
    ("ÉTÉ", {"accents", "upper"}),
    ("saint-etienne", {"accents", "upper"}),
    ("etienne", {"accents", "upper"}),
    ("sante", {"warned"}),
    ("laureate", {"described"}),
    ("gaelle", {"named"}),
    ("capcom", {"japanese"}),
    ("今日", {"japanese"}),
    ("日です", {"japanese"}),
    ("昨天", {"chinese"}),
    ("สวัสดี", {"thai"}),
    ("행사", {"korean"}),
    ("елка", {"russian"}),
    ("чай", {"russian"}),
    ("чаи", set()),
    ("covid-19", {"covid"}),
    ("14:30", {"accents"}),
    ("https://a.example/", {"not asking"}),
    ('"two words"', {"two"}),
    ('"TWO WORDS"', {"two"}),
    ('":)"', {"accents"}),
    ('"or"', {"operator"}),
    ("/wag[o0]n/", {"wagon"}),
    ("/WAG(O|0)N came/i", {"wagon", "Wagon"}),
    ("#b", {"b", "stuffed"}),
    ("#ete", {"été"}),
    ("@bo", {"mentions"}),
    ("@bo@mamot.fr", {"mentions"}),
    ("@BO*", {"mentions", "mentions other"}),
    ("@*@mamot.fr", {"mentions", "mentions other"}),
    ("@bo@other.fr", set()),
    ("from:capcom", {"capcom", "capcom elsewhere"}),
    ("from:@CAPCOM@*", {"capcom", "capcom elsewhere"}),
    ("from:capcom@mastodon.social", {"capcom"}),
    ("from:capcom*", {"capcom", "capcom elsewhere", "capcommunist"}),
    ("from:*social", {"capcom", "capcommunist"}),
    ("from:lea.example", {"blue"}),
    ("server:mastodon.social", {"capcom", "capcommunist"}),
    ("server:*.fr", {"capcom elsewhere"}),
    ("server:bsky.social", {"blue"}),
    ("net:bluesky", {"blue"}),
    ("net:nostr", {"nostr"}),
    ("net:feed", {"feed"}),
    ("net:mastodon", set()),
    ("lang:fr", {"french", "canadian"}),
    ("lang:FR-ca", {"canadian"}),
    ("lang:?", ALL - {"french", "canadian", "frisian"}),
    ("has:media", {"described", "photo", "film", "podcast"}),
    ("has:image", {"described", "photo"}),
    ("has:video", {"film"}),
    ("has:audio", {"podcast"}),
    ("has:alt", {"described"}),
    ("has:link", {"linking", "linking near", "not asking"}),
    ("has:poll", {"poll"}),
    ("has:cw", {"warned"}),
    ("has:quote", {"quoting"}),
    ("is:reply", {"answer"}),
    ("is:boost", {"boosted"}),
    ("is:bot", {"robot"}),
    ("is:edited", {"edited"}),
    ("is:deleted", set()),
    ("is:sensitive", {"sensitive"}),
    ("is:question", {"asking", "asking in Arabic", "asking in Greek", "asking in French"}),
    ("is:unread", ALL),
    ("is:alert", set()),
    ("link:gouv.example", {"linking"}),
    ("link:www.gouv.example", {"linking"}),
    ("link:*gouv.example", {"linking", "linking near"}),
    ("tags:>5", {"stuffed"}),
    ("tags:2", {"b", "été"}),
    ("boosts:>=20", {"popular"}),
    ("boosts:<20", {"ignored"}),
    ("favourites:5", {"popular"}),
    ("replies:=0", {"ignored"}),
    ("replies:>0", {"popular"}),
    ("followers:>=5000", {"famous"}),
    ("followers:<1000", {"lonely"}),
    ("length:>500", {"long"}),
    ("per_author:<=3/h from:chatty", {"chatter 0", "chatter 1", "chatter 2"}),
    ("per_author:<=2/2m from:chatty", CHATTER),
    ("per_author:<=1/2m from:chatty", {"chatter 0"}),
    ("per_author:>3/1h from:chatty", {"chatter 3", "chatter 4"}),
    ("trust:muted", set()),
    ("trust:>=unknown", ALL),
    (f"since:{ago(hours=1)}", ALL - OLD),
    ("since:2h", ALL - OLD),
    ("until:2h", OLD),
    (f"until:{ago(hours=23)}", {"yesterday"}),
    ("age:<1h", ALL - OLD),
    ("age:>=1d", {"yesterday"}),
    # nested
    ("(french | lang:fr -lang:fr-CA)", {"french"}),
    ("(has:image | has:video) -has:alt", {"photo", "film"}),
    ("(ete or (sante and has:cw)) not upper and -(from:x | #zz)", {"accents", "upper", "warned"}),
    ("-(-lang:fr | -lang:fr-CA)", {"canadian"}),
    ("not (not wagon)", {"wagon", "Wagon"}),
]


@dataclass(frozen=True, slots=True)
class Printed:
    """The keys of the posts printed for each pane, by its title."""

    keys: dict[str, set[str]]

    def of(self, title: str) -> set[str]:
        return self.keys.get(title, set())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """One run, with each expression as a pane and its negation as another."""
    home = tmp_path_factory.mktemp("terms")
    file = home / "posts.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in POSTS), encoding="utf-8")
    panes = [f"yes {n} = #a {text}" for n, (text, _) in enumerate(CASES)]
    panes += [f"no {n} = #a -({text})" for n, (text, _) in enumerate(CASES)]
    ran = finished("tail", *panes, "--source", f"jsonl:{file}", "--format", "json", "--for", "0.1s")
    assert ran.code == 0, ran.err
    keys: dict[str, set[str]] = {}
    for line in ran.out.splitlines():
        one = json.loads(line)
        for pane in one.get("panes", ()):
            keys.setdefault(pane, set()).add(one["key"])
    return Printed(keys)


@pytest.mark.parametrize(
    "number", range(len(CASES)), ids=[re.sub(r"\d{4}-\d\d-\d\dT\S+", "TIME", text) for text, _ in CASES]
)
def test_an_expression_gives_exactly_its_posts_and_its_negation_the_others(printed: Printed, number: int) -> None:
    expected = CASES[number][1]

    assert printed.of(f"yes {number}") == expected
    assert printed.of(f"no {number}") == ALL - expected


def test_every_term_has_a_case() -> None:
    tried = {term.name for text, _ in CASES for term in terms_in(parse(text, Present(NOW)))}

    assert tried == set(TERMS)


def test_one_expression_prints_its_posts_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "posts.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in POSTS), encoding="utf-8")

    ran = finished(
        "tail", "#a (ete | capcom) -is:bot", "--source", f"jsonl:{file}", "--format", "json", "--for", "0.1s"
    )

    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert {one["key"] for one in objects if one["event"] == "post"} == {"accents", "upper", "japanese"}
    assert {one["event"] for one in objects} == {"post", "status"}
