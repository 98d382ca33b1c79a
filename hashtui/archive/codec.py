"""Posts and people as a few octets, and back: what a row of the archive holds.

What is often empty stands last and is left out. Nothing is ever taken away or put between: new things follow behind.
"""

from collections.abc import Container, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, CleanText, clean_line, clean_text
from hashtui.post.post import Author, Counts, Media, MediaKind, Network, Poll, PollOption, Post, ProfileField
from hashtui.post.tag import Tag

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""From here the microseconds of four years on either side take six octets in SQLite, those of other times eight."""
_MICROSECOND = timedelta(microseconds=1)
NETWORKS = (None, Network.MASTODON, Network.BLUESKY, Network.NOSTR, Network.FEED, Network.FILE)
_ROLES = (Role.LINK, Role.MENTION, Role.TAG, Role.CODE, Role.QUOTE, Role.STRONG, Role.EMPHASIS)
KINDS = (MediaKind.UNKNOWN, MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO)
_CODE_OF_NETWORK = {network: code for code, network in enumerate(NETWORKS)}
_CODE_OF_ROLE = {role: code for code, role in enumerate(_ROLES)}
_CODE_OF_KIND = {kind: code for code, kind in enumerate(KINDS)}
_AS_WRITTEN, _WITHOUT_SCHEME = 1, 2
"""Targets of spans that say what the text says: a tag's in lower case, an address without its https://."""
_HEAD, _TAIL, _BOTH = "\x01", "\x02", "\x03"
"""What a URL has in common with the key, and leaves out: its server, its last part. No clean line begins so."""

Figures = tuple[int | None, ...]
"""Three numbers that change all the time, and stand apart from the rest: the followers, followed and posts of an
account; the answers, boosts and favourites of a post. Empty when none of them is known."""
Packed = list[object]
_UNKNOWN = (None, None, None)


class _Person(msgspec.Struct, array_like=True):
    key: str = ""
    handle: str = ""
    name: str = ""
    url: str | None = None
    bot: bool = False
    about: str | None = None
    since: int | None = None
    verified: list[str] = []
    fields: list[tuple[str, str, str | None, bool]] = []
    figures: tuple[int | None, ...] = ()


class _Post(msgspec.Struct, array_like=True):
    network: int = 0
    created_at: int = 0
    text: str = ""
    spans: list[int | str | None] = []
    url: str | None = None
    tags: list[str] = []
    language: str | None = None
    media: list[tuple[int, str | None, str | None, str | None]] = []
    mentions: list[str] = []
    edited_at: int | None = None
    reply_to: str | None = None
    attached: list[str] = []
    content_warning: str | None = None
    sensitive: bool = False
    poll: tuple[list[tuple[str, int | None]], int | None, bool, int | None] | None = None
    quote_of: str | None = None
    boosted_by: _Person | None = None
    echo_of: list[str] = []


class _Whole(msgspec.Struct, array_like=True):
    key: str
    author: _Person
    counts: tuple[int | None, ...]
    post: _Post


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)  # clean texts are kinds of str, which it does not know
_PERSON = msgspec.msgpack.Decoder(_Person)
_POST = msgspec.msgpack.Decoder(_Post)
_WHOLE = msgspec.msgpack.Decoder(_Whole)
_PARTS = msgspec.msgpack.Decoder(list[object])
_BOOSTED_BY = _Post.__struct_fields__.index("boosted_by")
encode = _ENCODER.encode


def stamp(moment: datetime) -> int:
    """Microseconds since the beginning of 2026."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(stamped: int) -> datetime:
    """The moment of such a stamp, aware UTC. OverflowError when there is none."""
    return _EPOCH + timedelta(microseconds=stamped)


def shortened(packed: Packed) -> Packed:
    """Without the empty ends; a zero is not nothing, nor is an empty text where there could be none."""
    while packed and not packed[-1] and (packed[-1] is False or not isinstance(packed[-1], int | str)):
        packed.pop()
    return packed


def figures_of(author: Author) -> Figures:
    """What changes with every post."""
    figures = (author.followers, author.following, author.posts)
    return () if figures == _UNKNOWN else figures


def pack_person(author: Author) -> bytes:
    """All of the account but its figures."""
    return encode(_packed_person(author))


def unpack_person(packed: bytes) -> Author:
    """The account without its figures. ValueError when it makes no sense."""
    return _person(_PERSON.decode(packed), ())


def with_figures(author: Author, figures: Figures) -> Author:
    """The same account with these figures."""
    followers, following, posts = figures
    return Author(
        author.key, author.handle, author.name, author.url, author.bot, followers, author.about, author.verified,
        author.fields, following, posts, author.since,
    )  # fmt: skip


def pack_post(post: Post) -> bytes:
    """What the post says, without its key, its author and how often it was passed on."""
    return encode(_packed_post(post))


def unpack_post(packed: bytes, key: CleanLine, author: Author, counts: Counts) -> Post:
    """The post of that key. ValueError when it makes no sense."""
    return _post(_POST.decode(packed), key, author, counts)


def edited_in(packed: bytes) -> int | None:
    """When the post that was so packed was edited."""
    return _POST.decode(packed).edited_at


BEGINS_MANY = b"\xdc"
"""What a packed post begins with that has more than fifteen parts (MessagePack): of others nobody says who passed
them on."""


def without_booster(packed: bytes, names: Container[str]) -> bytes | None:
    """The packed post without who passed it on, where that account has one of these names: its key, or its handle in
    lower case. None: it has none of them."""
    booster = _POST.decode(packed).boosted_by
    if booster is None or not (booster.key in names or booster.handle.lower() in names):
        return None
    parts: Packed = _PARTS.decode(packed)
    parts[_BOOSTED_BY] = None
    return encode(shortened(parts))


def pack_whole(post: Post) -> bytes:
    """The post with everything that belongs to it."""
    counts = (post.counts.replies, post.counts.boosts, post.counts.favourites)
    return encode([post.key, [*_filled_person(post.author), figures_of(post.author)], counts, _packed_post(post)])


def unpack_whole(packed: bytes) -> Post:
    """The post that was packed whole. ValueError when it makes no sense."""
    whole = _WHOLE.decode(packed)
    return _post(whole.post, clean_line(whole.key), _person(whole.author, whole.author.figures), Counts(*whole.counts))


def _packed_person(author: Author) -> Packed:
    return shortened(_filled_person(author))


def _filled_person(author: Author) -> Packed:
    return [
        author.key,
        author.handle,
        author.name,
        author.url,
        author.bot,
        author.about,
        None if author.since is None else stamp(author.since),
        author.verified,
        [(one.name, one.value, one.url, one.verified) for one in author.fields],
    ]


def _person(packed: _Person, figures: Figures) -> Author:
    followers, following, posts = figures or _UNKNOWN
    return Author(
        key=clean_line(packed.key),
        handle=clean_line(packed.handle),
        name=clean_line(packed.name),
        url=_line(packed.url),
        bot=packed.bot,
        followers=followers,
        about=_text(packed.about),
        verified=_lines(packed.verified),
        fields=tuple(
            ProfileField(clean_line(name), clean_line(value), _line(url), verified)
            for name, value, url, verified in packed.fields
        ),
        following=following,
        posts=posts,
        since=_moment(packed.since),
    )


def _packed_post(post: Post) -> Packed:
    poll, text = post.poll, post.body.text
    packed: Packed = [
        _CODE_OF_NETWORK[post.network],
        stamp(post.created_at),
        text,
        _packed_spans(text, post.body.spans) if post.body.spans else (),
        None if post.url is None else _shorter(post.url, post.key),
        [tag.told for tag in post.tags],
        post.language,
    ]
    rare = (
        [(_CODE_OF_KIND[one.kind], one.url, one.alt, one.preview) for one in post.media] if post.media else (),
        post.mentions,
        None if post.edited_at is None else stamp(post.edited_at),
        post.reply_to,
        post.body.attached,
        post.content_warning,
        post.sensitive,
        None if poll is None else _packed_poll(poll),
        post.quote_of,
        None if post.boosted_by is None else [*_filled_person(post.boosted_by), figures_of(post.boosted_by)],
        post.echo_of,
    )
    if any(rare) or rare[2] is not None or "" in rare:
        packed += rare
        shortened(packed)
    return packed


def _post(packed: _Post, key: CleanLine, author: Author, counts: Counts) -> Post:
    network = NETWORKS[packed.network]
    if network is None:
        raise ValueError("a post of no network")
    text = clean_text(packed.text)
    poll = packed.poll
    return Post(
        key=key,
        network=network,
        created_at=moment(packed.created_at),
        author=author,
        body=Body(text, _spans(text, packed.spans) if packed.spans else (), _lines(packed.attached)),
        url=None if packed.url is None else clean_line(_longer(packed.url, key)),
        edited_at=_moment(packed.edited_at),
        language=_line(packed.language),
        tags=tuple(Tag.of(spelling) for spelling in packed.tags),
        mentions=_lines(packed.mentions),
        media=tuple(Media(KINDS[kind], _line(url), _text(alt), _line(near)) for kind, url, alt, near in packed.media),
        content_warning=_text(packed.content_warning),
        sensitive=packed.sensitive,
        poll=None if poll is None else _poll(*poll),
        reply_to=_line(packed.reply_to),
        boosted_by=None if packed.boosted_by is None else _person(packed.boosted_by, packed.boosted_by.figures),
        quote_of=_line(packed.quote_of),
        counts=counts,
        echo_of=_lines(packed.echo_of),
    )


def _packed_spans(text: str, spans: Sequence[Span]) -> Packed:
    """Four values a span: its start, its length, its role, its target."""
    packed: Packed = []
    for span in spans:
        target: int | str | None = span.target
        if target is not None:
            within = text[span.start : span.end]
            if span.role is Role.TAG and target == within[1:].lower():
                target = _AS_WRITTEN
            elif span.role is Role.LINK and target == "https://" + within:
                target = _WITHOUT_SCHEME
        packed += (span.start, span.end - span.start, _CODE_OF_ROLE[span.role], target)
    return packed


def _spans(text: str, packed: Sequence[int | str | None]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, length, role, target in zip(packed[::4], packed[1::4], packed[2::4], packed[3::4], strict=True):
        if not (isinstance(start, int) and isinstance(length, int) and isinstance(role, int)):
            raise ValueError("a stretch of nothing")  # noqa: TRY004  # what is read makes no sense: that is its value
        end = start + length
        match target:
            case int():
                within = text[start:end]
                aim: CleanLine | None = clean_line(within[1:].lower() if target == _AS_WRITTEN else "https://" + within)
            case _:
                aim = _line(target)
        found.append(Span(start, end, _ROLES[role], aim))
    return tuple(found)


def _packed_poll(poll: Poll) -> Packed:
    expires_at = None if poll.expires_at is None else stamp(poll.expires_at)
    return [[(option.title, option.votes) for option in poll.options], poll.votes, poll.multiple, expires_at]


def _poll(options: list[tuple[str, int | None]], votes: int | None, multiple: bool, expires_at: int | None) -> Poll:
    titled = tuple(PollOption(clean_line(title), count) for title, count in options)
    return Poll(titled, votes, multiple, _moment(expires_at))


def _shorter(url: str, key: str) -> str:
    """The URL without what its key says too."""
    head, tail = _ends(key)
    starts, ends = head and url.startswith(head), tail and url.endswith(tail)
    if starts and ends and len(head) + len(tail) <= len(url):
        return _BOTH + url[len(head) : -len(tail)]
    if starts:
        return _HEAD + url[len(head) :]
    return _TAIL + url[: -len(tail)] if ends else url


def _longer(url: str, key: str) -> str:
    head, tail = _ends(key)
    match url[:1]:
        case "\x01":
            return head + url[1:]
        case "\x02":
            return url[1:] + tail
        case "\x03":
            return head + url[1:] + tail
        case _:
            return url


def _ends(key: str) -> tuple[str, str]:
    """The server's part of a key that is an address, with its slash, and the last part with its slash."""
    end = key.find("/", len("https://")) + 1
    return key[:end] if key.startswith("http") else "", key[key.rfind("/") :] if "/" in key else ""


def _line(text: int | str | None) -> CleanLine | None:
    return None if text is None else clean_line(str(text))


def _lines(texts: Sequence[str]) -> tuple[CleanLine, ...]:
    return tuple(map(clean_line, texts)) if texts else ()


def _text(text: str | None) -> CleanText | None:
    return None if text is None else clean_text(text)


def _moment(stamped: int | None) -> datetime | None:
    return None if stamped is None else moment(stamped)
