"""Which tags must be asked for so that every post an expression wants is heard."""

from hashtui.errors import FilterError
from hashtui.filter.complaint import quoted
from hashtui.filter.tree import And, Node, Not, Or, Term
from hashtui.post.tag import Tag


def tags_to_follow(node: Node, text: str) -> tuple[Tag, ...]:
    """The tags to fetch, each once, in order of writing; FilterError when no finite set follows.

    A set follows when a post can be wanted only if it carries one of it: a conjunction needs one part with such
    a set, every side of a disjunction needs its own, and a negation is pushed down to the terms first. A tag
    that must be absent is never fetched: the post's own tags tell.
    """
    tags = tuple(dict.fromkeys(_required(node, wanted=True)))
    if tags:
        return tags
    loose = _loose(node)
    start, end = loose.place
    written = quoted(text[start:end])
    if loose is node:
        reason = f"no tag to follow comes from {written}: at least one #tag must be there"
    else:
        reason = f"{written} would let in posts without any tag to follow: each side of `|` needs a #tag"
    raise FilterError(reason, text=text, start=start, end=end)


def _required(node: Node, *, wanted: bool) -> tuple[Tag, ...]:
    """Tags of which one is on every post that makes the node true, or false where that is what is wanted.

    None of them when there is no bound.
    """
    match node:
        case Term():
            return (node.tag,) if wanted and node.tag is not None else ()
        case Not():
            return _required(node.part, wanted=not wanted)
        case And() | Or():
            found = [_required(part, wanted=wanted) for part in node.parts]
            any_will_do = isinstance(node, Or) is wanted
            if any_will_do and not all(found):
                return ()
            return tuple(tag for tags in found for tag in tags)


def _loose(node: Node) -> Node:
    """The smallest part to blame for a tree without bound."""
    match node:
        case Or():
            loose = [part for part in node.parts if not _required(part, wanted=True)]
            return node if len(loose) == len(node.parts) else _loose(loose[0])
        case And() | Not() | Term():
            return node
