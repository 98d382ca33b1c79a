"""Terms about what a post is, what it has, and where it leads."""

import re
import unicodedata

from hashtui.filter.complaint import quoted
from hashtui.filter.globs import has_wildcard, read_glob
from hashtui.filter.term import one_of, refuse_list, term
from hashtui.filter.times import Present
from hashtui.filter.tokens import Kind, Token, spell
from hashtui.filter.tree import Term
from hashtui.post.body import Role
from hashtui.post.clean import clean_url
from hashtui.post.post import MediaKind, Network
from hashtui.post.tag import Tag
from hashtui.reading.entry import Entry
from hashtui.reading.moment import Judge, Moment

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_NAMES = {
    "english": "en", "french": "fr", "français": "fr", "francais": "fr", "german": "de", "deutsch": "de",
    "spanish": "es", "español": "es", "espanol": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "japanese": "ja", "chinese": "zh", "korean": "ko",
    "arabic": "ar", "russian": "ru", "ukrainian": "uk", "polish": "pl", "turkish": "tr", "swedish": "sv",
    "catalan": "ca", "basque": "eu", "breton": "br", "hindi": "hi", "thai": "th", "unknown": "?", "none": "?",
}  # fmt: skip


_MISTAKEN = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "dut": "nl", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko", "ara": "ar", "rus": "ru",
    "ukr": "uk", "pol": "pl", "tur": "tr", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "ces": "cs",
    "cze": "cs", "ell": "el", "gre": "el", "hun": "hu", "cat": "ca", "eus": "eu", "bre": "br", "hin": "hi",
    "tha": "th", "heb": "he", "fas": "fa", "per": "fa", "jp": "ja", "cn": "zh", "kr": "ko", "cz": "cs", "dk": "da",
    "gr": "el", "ua": "uk", "us": "en", "gb": "en",
}  # fmt: skip
"""Codes that posts never have: the long ones of languages that have a short one, and those of countries."""


@term(Kind.TAG, form="#tag", says="tagged so, by its own tags or by the tag it was asked for")
def tagged(token: Token, _: Present | None) -> Term:
    try:
        tag = Tag.of(token.value)
    except ValueError as error:
        raise ValueError(f"{quoted(spell(token))} has no letter or digit that could make a tag") from error

    def judge(entry: Entry, _: Moment) -> bool:
        return tag in entry.tags

    return Term(_spelled(tag), judge, tag)


def _spelled(tag: Tag) -> str:
    """The tag as it is written, or by its normal form where that would not be read as the same tag again."""
    written = str(tag)
    as_is = not any(c.isspace() or c in "|()#＃" for c in tag.spelling) and Tag.of(written) == tag
    return written if as_is else f"#{tag.name}"


@term(
    "net",
    form="net:bluesky",
    says="of that network: " + ", ".join(network.value for network in Network),
    values=[network.value for network in Network],
)
def network(token: Token, _: Present | None) -> Term:
    other = {"fediverse": "mastodon", "activitypub": "mastodon", "bsky": "bluesky", "atproto": "bluesky", "rss": "feed"}
    named = Network(one_of(token, (network.value for network in Network), {**other, "atom": "feed", "jsonl": "file"}))
    return Term(f"net:{named.value}", lambda entry, _: entry.post.network is named)


@term("lang", form="lang:fr", says="in that language, fr-CA included; lang:? is where nobody said")
def language(token: Token, _: Present | None) -> Term:
    if token.value == "?":
        return Term("lang:?", lambda entry, _: not entry.post.language or entry.post.language.lower() == "und")
    if not _LANGUAGE.fullmatch(token.value):
        refuse_list(token)
        name = _NAMES.get(token.value.lower()) or _plain_code(token.value)
        meant = f"; did you mean `lang:{name}`?" if name is not None else ""
        raise ValueError(
            f"{quoted(token.value)} is no language code; write `lang:fr`, `lang:pt-BR`, or `lang:?` for unknown{meant}"
        )
    if (right := _MISTAKEN.get(token.value.lower())) is not None:
        raise ValueError(f"posts never have {quoted(token.value)} for their language; did you mean `lang:{right}`?")
    asked = token.value.lower()
    begins = f"{asked}-"

    def judge(entry: Entry, _: Moment) -> bool:
        said = entry.post.language
        if said is None:
            return False
        said_so = said.lower().replace("_", "-")
        return said_so == asked or said_so.startswith(begins)

    first, *others = asked.split("-")
    return Term("lang:" + "-".join((first, *(part.upper() if len(part) == 2 else part for part in others))), judge)


def _plain_code(written: str) -> str | None:
    """The code between quotes or stars, or with the wrong dash."""
    code = unicodedata.normalize("NFKC", written).strip("\"'“”„‘’*.").replace("_", "-")
    return code if _LANGUAGE.fullmatch(code) else None


def _has_media(kind: MediaKind) -> Judge:
    def judge(entry: Entry, _: Moment) -> bool:
        for media in entry.post.media:  # noqa: SIM110  # see _has_link
            if media.kind is kind:
                return True
        return False

    return judge


def _has_link(entry: Entry, _: Moment) -> bool:
    body = entry.post.body
    if body.attached:
        return True
    for span in body.spans:  # noqa: SIM110  # any() over a generator costs twice, on 100,000 posts a pane
        if span.role is Role.LINK and span.target is not None:
            return True
    return False


_HAS: dict[str, Judge] = {
    "media": lambda entry, _: bool(entry.post.media),
    "image": _has_media(MediaKind.IMAGE),
    "video": _has_media(MediaKind.VIDEO),
    "audio": _has_media(MediaKind.AUDIO),
    "alt": lambda entry, _: bool(entry.post.media) and any(one.alt for one in entry.post.media),
    "link": _has_link,
    "poll": lambda entry, _: entry.post.poll is not None,
    "cw": lambda entry, _: bool(entry.post.content_warning),
    "quote": lambda entry, _: entry.post.quote_of is not None,
}
_HAS_MEANT = {
    "attachment": "media", "attachments": "media", "file": "media", "picture": "image", "pictures": "image",
    "photo": "image", "photos": "image", "pic": "image", "img": "image", "gif": "video", "movie": "video",
    "film": "video", "sound": "audio", "music": "audio", "podcast": "audio", "description": "alt", "caption": "alt",
    "url": "link", "urls": "link", "vote": "poll", "survey": "poll", "warning": "cw", "spoiler": "cw",
    "content_warning": "cw", "quotation": "quote", "quoted": "quote",
}  # fmt: skip


@term(
    "has",
    form="has:image",
    says="it has one: " + ", ".join(_HAS),
    lacks="polls on Mastodon only, quotes not in feeds",
    values=_HAS,
)
def has(token: Token, _: Present | None) -> Term:
    what = one_of(token, _HAS, _HAS_MEANT)
    return Term(f"has:{what}", _HAS[what])


_IS: dict[str, Judge] = {
    "reply": lambda entry, _: entry.post.reply_to is not None,
    "boost": lambda entry, _: entry.post.boosted_by is not None,
    "bot": lambda entry, _: entry.post.author.bot,
    "edited": lambda entry, _: entry.post.edited_at is not None,
    "deleted": lambda entry, _: entry.deleted_at is not None,
    "sensitive": lambda entry, _: entry.post.sensitive,
    "question": lambda entry, _: entry.asks,
    "picked": lambda entry, moment: entry.post.key in moment.picked,
    "unread": lambda entry, moment: entry.post.key in moment.unread,
    "alert": lambda entry, moment: entry.post.key in moment.alerted,
}
_IS_MEANT = {
    "answer": "reply", "response": "reply", "comment": "reply", "retweet": "boost", "repost": "boost",
    "reblog": "boost", "share": "boost", "shared": "boost", "boosted": "boost", "rt": "boost",
    "robot": "bot", "automated": "bot",
    "changed": "edited", "corrected": "edited", "removed": "deleted", "gone": "deleted", "nsfw": "sensitive",
    "chosen": "picked", "pick": "picked", "picks": "picked", "selected": "picked",
    "new": "unread", "unseen": "unread", "alerted": "alert", "announced": "alert",
}  # fmt: skip


@term(
    "is",
    form="is:reply",
    says="it is one: " + ", ".join(_IS),
    lacks="bots and replies not in feeds, boosts on Mastodon only",
    values=_IS,
)
def is_(token: Token, _: Present | None) -> Term:
    what = one_of(token, _IS, _IS_MEANT)
    return Term(f"is:{what}", _IS[what])


@term("link", form="link:example.org", says="links there, subdomains included; * stands for anything")
def link(token: Token, _: Present | None) -> Term:
    host = _host(token.value)
    if has_wildcard(host):
        fits, below = read_glob(host), read_glob(f"*.{host}")
        return Term(f"link:{host}", lambda entry, _: any(fits(to) or below(to) for to in entry.hosts))
    under = f".{host}"

    def judge(entry: Entry, _: Moment) -> bool:
        hosts = entry.hosts
        return bool(hosts) and (host in hosts or any(to.endswith(under) for to in hosts))

    return Term(f"link:{host}", judge)


def _host(written: str) -> str:
    """The host as links have it, in ASCII."""
    bare = written.lower().removeprefix("https://").removeprefix("http://").rstrip("/.").removeprefix(".")
    if has_wildcard(bare) and re.fullmatch(r"[a-z0-9.*?-]+", bare):
        return bare
    url = clean_url(f"https://{bare}") if bare and not set(bare) & set("/@:?#*") else None
    if url is None:
        near = re.match(r"[\w.-]+", bare)
        example = "`link:example.org`" if near is None or near[0] == bare else f"did you mean `link:{near[0]}`?"
        raise ValueError(f"`link:` takes a host and no more: {example}")
    return url.removeprefix("https://").rstrip("/")
