"""A post packed whole as JSON, so that a pick can be read when everything else that knew the post is gone."""

from dataclasses import replace

import msgspec

from hashtui.post.body import Body, Role, Span
from hashtui.post.clean import CleanLine, clean_line, clean_text, clean_url
from hashtui.post.post import Author, Media, Post
from hashtui.post.tag import Tag

_ENCODER = msgspec.json.Encoder(enc_hook=str)  # clean text is written as the text it is


def packed(post: Post) -> str:
    """The post with all that is known of it, on one line."""
    return _ENCODER.encode(post).decode("utf-8")


def unpacked(text: str) -> Post:
    """The post packed so, made safe once more. ValueError when it is none."""
    try:
        post = _DECODER.decode(text)
    except msgspec.DecodeError as error:
        raise ValueError(f"a post that cannot be read: {error}") from error
    moments = (post.created_at, post.edited_at, post.author.since, None if post.poll is None else post.poll.expires_at)
    if not post.key or any(moment is not None and moment.tzinfo is None for moment in moments):
        raise ValueError("a post without a key, or a time without its zone")
    return replace(
        post,
        author=_author(post.author),
        body=_body(post.body),
        url=_link(post.url),
        tags=tuple(tag for one in post.tags if (tag := _tag(one)) is not None),
        media=tuple(map(_media, post.media)),
        boosted_by=None if post.boosted_by is None else _author(post.boosted_by),
    )


def _made_clean(kind: type, found: object) -> object:
    """Clean text, of the text that was written: a post has nothing else that JSON has not."""
    if not isinstance(found, str):
        raise TypeError("what should be text is none")
    return clean_line(found) if kind is CleanLine else clean_text(found)


_DECODER = msgspec.json.Decoder(Post, dec_hook=_made_clean)


def _link(url: CleanLine | None) -> CleanLine | None:
    return clean_url(url) if url else None


def _author(author: Author) -> Author:
    return replace(author, url=_link(author.url))


def _media(media: Media) -> Media:
    return replace(media, url=_link(media.url), preview=_link(media.preview))


def _tag(tag: Tag) -> Tag | None:
    try:
        return Tag.of(tag.told)
    except ValueError:
        return None


def _body(body: Body) -> Body:
    """The stretches as far as they lie in the text, links as far as they may be opened."""
    length, place = len(body.text), 0
    spans: list[Span] = []
    for span in body.spans:
        target = _link(span.target) if span.role is Role.LINK else span.target
        if place <= span.start < span.end <= length and (target or span.role is not Role.LINK):
            spans.append(replace(span, target=target))
            place = span.start
    attached = (link for one in body.attached if (link := _link(one)) is not None)
    return Body(body.text, tuple(spans), tuple(attached))
