"""How a hashtag may stand at a relay, which compares them letter by letter."""

from collections.abc import Iterable

from hashtui.post.tag import Tag


def spellings(tag: Tag) -> tuple[str, ...]:
    """The ways to write a tag that are asked for: as the person wrote it, in lower case as NIP-24 wants it, Capitalised
    and in UPPER case as some clients do, and the same without its accents. All of them are this tag to us too."""
    found: dict[str, None] = {}
    for base in (tag.spelling, tag.name):
        for form in (base.lower(), base, base.capitalize(), base[:1].upper() + base[1:], base.upper()):
            if _is(form, tag):
                found.setdefault(form)
    return tuple(found)


def bears(values: Iterable[str], tags: frozenset[Tag]) -> bool:
    """Whether one of these values of `t` is one of the tags."""
    return any(_is(value, tag) for value in values for tag in tags)


def _is(spelling: str, tag: Tag) -> bool:
    try:
        return Tag.of(spelling) == tag
    except ValueError:
        return False
