"""The parts of a page of an anthology: a post, a chapter, who contributed, where it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from hashlib import sha256

from hashtui.anthology.anthology import Anthology, Chapter, Leaf, Picture
from hashtui.anthology.paragraphs import paragraphs, plain_paragraphs
from hashtui.anthology.words import (
    USUAL_LICENCE,
    author_of,
    colophon_rows,
    contribution,
    deletion_of,
    edit_of,
    media_of,
    network_of,
    place_of,
    server_of,
    time_of,
    votes_of,
)
from hashtui.anthology.xhtml import escaped, link, name_of, paragraph, spoken, tag, void
from hashtui.post.clean import clean_url
from hashtui.post.json import time_text
from hashtui.post.post import Media, Post


@dataclass(frozen=True, slots=True)
class Setting:
    """How the posts of one anthology are set."""

    zone: tzinfo
    places: Mapping[str, str]
    """Where in the anthology each post stands, by its key: an address such as `#p1`."""
    pictures: Mapping[str, Picture]
    """By URL."""
    source_of: Callable[[Picture], str]
    """The address under which a page has that picture."""
    folds: bool = True
    """What a content warning stands before opens when one asks for it; else it follows the warning."""


def anchor_of(key: str) -> str:
    """The post's name on its page: the same wherever and whenever it is set."""
    return f"p{sha256(key.encode('utf-8')).hexdigest()[:16]}"


def chapter_body(chapter: Chapter, setting: Setting) -> str:
    """The posts of a chapter, one after the other."""
    return "\n".join(_article(leaf, setting) for leaf in chapter.leaves)


def _article(leaf: Leaf, setting: Setting) -> str:
    post = leaf.entry.post
    parts = (
        _header(post),
        _said(leaf, setting),
        _caption(leaf),
        tag("p", " · ".join(_facts(leaf, setting)), class_="facts"),
    )
    return tag("article", "\n" + "\n".join(filter(None, parts)) + "\n", class_="post", id=anchor_of(post.key))


def _header(post: Post) -> str:
    name, handle = author_of(post)
    url = clean_url(post.author.url) if post.author.url else None
    address = link(name_of(handle or name, class_="handle"), url)
    shown = f"{name_of(name, class_='name')} {address}" if handle else address
    robot = " " + tag("span", "(an automated account)", class_="bot") if post.author.bot else ""
    return tag("p", shown + robot, class_="who")


def _said(leaf: Leaf, setting: Setting) -> str:
    """The words, the pictures and the poll; behind the warning, where there is one."""
    post = leaf.entry.post
    words = "\n".join(map(paragraph, paragraphs(post.body)))
    parts = [spoken("div", words, post.language, class_="words")] if words else []
    parts += [_poll(post)] if post.poll is not None else []
    if post.media:
        shown = "\n".join(_media(media, post.language, setting) for media in post.media)
        hides = post.sensitive and not post.content_warning and setting.folds
        parts.append(_folded("Marked as sensitive by its author", shown) if hides else shown)
    attached = _attached(post)
    parts += [attached] if attached else []
    inner = "\n".join(parts)
    if not post.content_warning:
        return inner
    warning = spoken("span", escaped(" ".join(post.content_warning.split())), post.language)
    told = f"{tag('b', 'Content warning:')} {warning}"
    if setting.folds:
        return _folded(told, inner, class_="warned")
    return tag("p", told, class_="warning") + "\n" + inner


def _folded(summary: str, inner: str, class_: str = "folded") -> str:
    return tag("details", f"{tag('summary', summary)}\n{inner}\n", class_=class_)


def _media(media: Media, language: str | None, setting: Setting) -> str:
    kind, told = media_of(media)
    picture = setting.pictures.get(media.url or "")
    if picture is not None:
        image = void("img", src=setting.source_of(picture), alt=media.alt or "")
        under = "" if media.alt else tag("figcaption", "Picture without a description")
        return tag("figure", image + under)
    url = clean_url(media.url) if media.url else None
    words = spoken("span", escaped(told), language) if media.alt else escaped(told)
    return tag("p", f"{link(tag('b', kind), url)}: {words}", class_="media")


def _poll(post: Post) -> str:
    rows = []
    for title, votes in votes_of(post.poll):
        beside = f" – {escaped(votes)}" if votes else ""
        rows.append(tag("li", spoken("span", escaped(title), post.language) + beside))
    return tag("ul", "".join(rows), class_="poll") if rows else ""


def _attached(post: Post) -> str:
    """The links that go with the post without standing in its words."""
    there = {part.url for one in paragraphs(post.body) for line in one.lines for part in line}
    urls = (clean_url(url) for url in post.body.attached if url not in (post.url, post.key))
    rows = [tag("li", link(name_of(url), url)) for url in urls if url is not None and url not in there]
    return tag("ul", "".join(rows), class_="links") if rows else ""


def _caption(leaf: Leaf) -> str:
    caption = None if leaf.pick is None else leaf.pick.caption
    if not caption:
        return ""
    return spoken("div", "\n".join(map(paragraph, plain_paragraphs(caption))), None, class_="caption")


def _facts(leaf: Leaf, setting: Setting) -> Iterator[str]:
    """When, where its original is, what it answers, whether it was changed."""
    post, place = leaf.entry.post, place_of(leaf.entry.post)
    yield tag("time", escaped(time_of(post.created_at, setting.zone)), datetime=time_text(post.created_at))
    network = escaped(network_of(post))
    if place is None:
        yield f"{network}, its original has no address"
    else:
        yield link(f"the original on {name_of(server_of(place))}", place, class_="original") + f" ({network})"
    if post.reply_to:
        yield _related("an answer to", post.reply_to, setting)
    if post.quote_of:
        yield _related("quotes", post.quote_of, setting)
    for told in (edit_of(leaf, setting.zone), deletion_of(leaf, setting.zone)):
        if told:
            yield tag("em", escaped(told), class_="changed")


def _related(how: str, key: str, setting: Setting) -> str:
    here = setting.places.get(key)
    if here is not None:
        return tag("a", f"{how} another post here", href=here)
    return link(f"{how} another post", clean_url(key))


def contributors_body(anthology: Anthology) -> str:
    """Everybody whose posts stand in it, with a link to their profile."""
    rows = []
    for one in anthology.contributors:
        author = one.author
        url = clean_url(author.url) if author.url else None
        name = f"{name_of(author.name, class_='name')} " if author.name else ""
        handle = link(name_of(author.handle or author.key, class_="handle"), url)
        times = contribution(one, anthology.colophon.zone)
        rows.append(tag("li", f"{name}{handle} {tag('span', escaped(times), class_='times')}"))
    return tag("ul", "\n" + "\n".join(rows) + "\n", class_="contributors") if rows else tag("p", "Nobody.")


def colophon_body(anthology: Anthology) -> str:
    """Where all of it comes from, then what is said of rights."""
    rows = []
    for label, told in colophon_rows(anthology):
        rows.append(tag("dt", escaped(label)) + "".join(tag("dd", name_of(words)) for words in told))
    licence, ours = anthology.licence or USUAL_LICENCE, "en" if anthology.licence is None else None
    rights = "\n".join(map(paragraph, plain_paragraphs(licence)))
    return tag("dl", "\n" + "\n".join(rows) + "\n") + "\n" + spoken("div", rights, ours, class_="rights")


def made_on(anthology: Anthology) -> str:
    """When it was made, for machines, to the second."""
    return anthology.colophon.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
