"""The README beside JSON Lines: what each field is, made from the schema that every line fulfils."""

from collections.abc import Iterator, Mapping
from datetime import UTC

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.markdown import escaped
from hashtui.anthology.words import USUAL_LICENCE, colophon_rows, counted, headline
from hashtui.post.json import SCHEMA, schema

_TOLD = ("post", "boost")
"""The kinds of lines that every export may have."""
_GAP = "gap"
"""What has lines where it is asked for."""
_SAYS = {
    "schema": "the version of this form",
    "state": "always `gap`: posts of that time may be missing",
    "reason": "why they may",
    "since": "from when on",
    "until": "until when",
    "filled": "they were asked for later, and are here as far as they were to be had",
    "event": "`post`, or `edited` for a later state of a post above; `boost`: it was passed on; `status`: of a gap",
    "network": "where it was published",
    "source": "the URL of the source it was heard through; `unknown` where only a pick is left of it",
    "author": "who wrote it",
    "by": "who passed it on, in the form of `author`",
    "links": "the addresses it links to",
    "mentions": "the people it names, by their whole handles",
    "media": "what is attached to it",
    "content_warning": "what its author says before it is read",
    "sensitive": "its author marked what is attached to it",
    "created_at": "when it was published, or passed on",
    "received_at": "when this was heard",
    "edited_at": "when its author changed it last",
    "language": "its language, as its author says (BCP 47)",
    "poll": "its poll, as it stood when it was heard",
    "boosted_by": "who passed it on, where it was heard that way",
    "counts": "how often it was answered, passed on and liked, as far as the source knows",
    "trust": "always null here: how far the maker trusts somebody is not given away",
    "panes": "the expressions that chose it",
    ".key": "its identity on every server",
    ".handle": "the whole address with its @",
    ".name": "the display name; empty when it gave none",
    ".kind": "what it is",
    ".url": "its address",
    ".bot": "it says of itself that it is automated",
    ".followers": "how many follow it",
    ".options": "the answers",
    ".title": "the answer",
    ".votes": "how often it was chosen",
    "poll.votes": "how many voted",
    ".multiple": "several answers may be chosen",
    ".expires_at": "when it ends",
    ".replies": "how often it was answered",
    ".boosts": "how often it was passed on",
    ".favourites": "how often it was liked",
    "key": "the post's identity on every server: of a boost, of the post that was passed on",
    "url": "where people read it",
}
"""Of a field by its whole name, or behind a point of a field inside of another; else what the schema says."""


def fields_readme(anthology: Anthology) -> str:
    """The README, in Markdown."""
    return "\n".join(_lines(anthology)) + "\n"


def _lines(anthology: Anthology) -> Iterator[str]:
    yield from (f"# {escaped(anthology.title)}: open data", "", headline(anthology), "")
    edits = sum(len(states) for states in anthology.former.values())
    yield (
        f"JSON Lines: one JSON object (RFC 8259) a line, in UTF-8, in the order in which it was heard: "
        f"{counted(anthology.posts, 'post')}, {counted(edits, 'former state')} of edited ones and "
        f"{counted(len(anthology.boosts), 'boost')}{_gaps(anthology)}. Posts that their authors deleted are not among "
        f"them{_kept(anthology)}. `hashtui import FILE` reads it back; `hashtui summary --from FILE` sums it up."
    )
    yield from ("", "Times are RFC 3339 in UTC, to the millisecond. What is not known is `null`, never a missing key.")
    yield f"The form is version {SCHEMA}: within it, fields are only added."
    definitions = _mapping(schema().get("$defs"))
    for kind in (*_TOLD, *((_GAP,) if anthology.gaps else ())):
        yield from ("", f"## Fields of a {kind}", "", "| field | type | what it is |", "|---|---|---|")
        yield from _rows(_mapping(definitions.get(kind)), definitions, "")
    yield from ("", "## Where it comes from", "")
    for label, told in colophon_rows(anthology):
        yield f"- {label}: {'; '.join(map(escaped, told))}"
    made = anthology.colophon.made_at.astimezone(UTC)
    yield from ("", f"Made on {made:%Y-%m-%d}.", "", "## Rights", "")
    yield escaped(anthology.licence or USUAL_LICENCE)


def _gaps(anthology: Anthology) -> str:
    told = counted(len(anthology.gaps), "stretch", "stretches")
    return f", and {told} of time from which posts may be missing" if anthology.gaps else ""


def _kept(anthology: Anthology) -> str:
    """Some may be, on purpose."""
    kept = sum(leaf.pick is not None and leaf.pick.deleted_at is not None for leaf in anthology.leaves)
    return f", but for {kept:,} that the maker decided to keep" if kept else ""


def _rows(definition: Mapping[str, object], definitions: Mapping[str, object], prefix: str) -> Iterator[str]:
    for name, declared in _mapping(definition.get("properties")).items():
        field = _resolved(_mapping(declared), definitions)
        says = _SAYS.get(f"{prefix}{name}") or _SAYS.get(f".{name}") or str(field.get("description", ""))
        yield f"| `{prefix}{name}` | {_type_of(field)} | {_cell(says)} |"
        inner = _inner(field, definitions)
        if inner is not None and name != "trust":
            step = "[]." if field.get("type") == "array" else "."
            yield from _rows(inner, definitions, f"{prefix}{name}{step}")


def _inner(field: Mapping[str, object], definitions: Mapping[str, object]) -> Mapping[str, object] | None:
    """What is declared of the objects in the field, where it has any."""
    for candidate in (field, _mapping(field.get("items")), *_choices(field)):
        found = _resolved(candidate, definitions)
        if "properties" in found:
            return found
    return None


def _resolved(field: Mapping[str, object], definitions: Mapping[str, object]) -> Mapping[str, object]:
    reference = field.get("$ref")
    if not isinstance(reference, str):
        return field
    return {**_mapping(definitions.get(reference.rpartition("/")[2])), **field}


def _type_of(field: Mapping[str, object]) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    values = field.get("enum")
    if isinstance(values, list):
        return ", ".join(f"`{value}`" for value in values)
    declared = field.get("type")
    if isinstance(declared, list):
        return " or ".join(map(str, declared))
    if declared == "array":
        return f"list of {_type_of(_mapping(field.get('items')))}s"
    if declared is None:
        known = (_type_of(choice) if "$ref" not in choice else "string" for choice in _choices(field))
        return " or ".join(known)
    return str(declared)


def _choices(field: Mapping[str, object]) -> list[Mapping[str, object]]:
    found = field.get("anyOf")
    return [_mapping(one) for one in found] if isinstance(found, list) else []


def _mapping(found: object) -> Mapping[str, object]:
    return found if isinstance(found, dict) else {}


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
