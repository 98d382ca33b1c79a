"""From a sentence written for the event to a body with spans."""

import re
from collections.abc import Mapping

from hashtui.post.body import Body, Role
from hashtui.post.clean import clean_line
from hashtui.post.stretch import Stretch, clean_body
from hashtui.post.tag import Tag

_MARKED = re.compile(
    r"(?P<tag>#\w+)"
    r"|(?P<mention>@\w[\w-]*(?:\.[\w-]+)*)"
    r"|(?P<link>(?<![\w.@-])(?:[\w-]+\.)+example/[\w/-]*\w)"
)


def worded(text: str, handles: Mapping[str, str]) -> Body:
    """The body of a text of ours. `handles` gives each mention, as written, its full handle."""
    stretches = []
    for match in _MARKED.finditer(text):
        role, target = _meant(match, handles)
        stretches.append(Stretch(match.start(), match.end(), role, clean_line(target)))
    return clean_body(text, stretches)


def _meant(match: re.Match[str], handles: Mapping[str, str]) -> tuple[Role, str]:
    match match.lastgroup:
        case "tag":
            return Role.TAG, Tag.of(match[0]).name
        case "mention":
            return Role.MENTION, handles[match[0]]
        case _:
            return Role.LINK, f"https://{match[0]}"


def mentioned(text: str) -> frozenset[str]:
    """The mentions in a text of ours, as written."""
    return frozenset(match[0] for match in _MARKED.finditer(text) if match.lastgroup == "mention")
