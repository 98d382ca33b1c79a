"""A person as lines: who they are in their own words, what servers count and verified, and what they said here."""

from collections.abc import Sequence

from hashtui.post.post import Author, Network, ProfileField
from hashtui.reading.entry import Entry
from hashtui.tui.reader_layout import Galley, Laid, standing_words
from hashtui.tui.sheet import NETWORK_NAMES, Sheet, bare, counted, indented, labelled
from hashtui.tui.typeset import Ink, Line, Run, plain, shorten, width_of
from hashtui.tui.whole_post import lay_entry_in_short

_INDENT = 3
_WIDEST_NAME = 16
_POST_ROWS = 4


def links_of(author: Author) -> tuple[str, ...]:
    """What the digits open: the links of the profile's lines, then those that are verified elsewhere."""
    return tuple(dict.fromkeys([*(one.url for one in author.fields if one.url), *author.verified]))


def lay_person(
    author: Author, network: Network, note: str, posts: Sequence[Entry], selected: int, sheet: Sheet
) -> Laid:
    """The whole page; `places` are those of their posts."""
    galley = Galley(sheet, selected)
    room = max(8, sheet.width - _INDENT - 1)
    head = (Run(" ", Ink.TEXT), sheet.badge(author), Run(" ", Ink.TEXT), *sheet.who(author, room))
    galley.lines.append(head)
    if str(author.handle) not in "".join(run.text for run in head):
        galley.lines += indented(author.handle, _INDENT, sheet, Ink.HANDLE)
    galley.lines += indented(_where(author, network, sheet), _INDENT, sheet, Ink.META)
    counts = _counts(author)
    galley.lines += indented(counts, _INDENT, sheet, Ink.META) if counts else []
    ours = standing_words(sheet.standing_of(author), note)
    galley.lines += indented(ours, _INDENT, sheet, Ink.STRONG) if ours else []
    galley.lines.append(())
    galley.lines += indented(author.about.strip(), _INDENT, sheet) if author.about and author.about.strip() else [
        *indented("They say nothing about themselves here.", _INDENT, sheet, Ink.META)
    ]  # fmt: skip
    fields = _fields(author, room)
    if fields:
        galley.lines.append(())
        galley.lines += [(Run(" " * _INDENT, Ink.TEXT), *row) for row in fields]
    galley.lines.append(())
    galley.lines.append((Run(sheet.glyphs.light * sheet.width, Ink.RULE),))
    galley.lines += indented(_heard(len(posts)), _INDENT, sheet, Ink.TITLE)
    for entry in posts:
        galley.add(_post(entry, room, sheet))
    return Laid(tuple(galley.lines), tuple(galley.places))


def _where(author: Author, network: Network, sheet: Sheet) -> str:
    said = [NETWORK_NAMES[network]]
    if author.since is not None:
        local = author.since.astimezone(sheet.zone)
        said.append(f"since {local.day} {local:%b %Y}")
    if author.bot:
        said.append("automated account")
    if author.url:
        said.append(bare(author.url))
    return " · ".join(said)


def _counts(author: Author) -> str:
    said = [] if author.posts is None else [counted(author.posts, "post")]
    said += [] if author.followers is None else [counted(author.followers, "follower")]
    said += [] if author.following is None else [f"follows {counted(author.following, 'account')}"]
    return " · ".join(said)


def _fields(author: Author, room: int) -> list[Line]:
    """The lines of the profile in two columns, then what else the server verified. A link has its number."""
    links = links_of(author)
    rows: list[Line] = []
    names = [width_of(one.name) for one in author.fields]
    column = min(_WIDEST_NAME, max(names, default=0), room // 3)
    for one in author.fields:
        label = shorten(one.name, column)
        rows += labelled(label + " " * (column - width_of(label)), _value(one, links), room, _ink(one))
    for link in links[len({one.url for one in author.fields if one.url}) :]:
        rows += plain(f"[{links.index(link) + 1}] {bare(link)} (link verified)", room, Ink.LINK)
    return rows


def _value(one: ProfileField, links: Sequence[str]) -> str:
    """What it says, and where it really leads when it says something else."""
    if one.url is None:
        return one.value
    said = one.value.removeprefix("https://").removeprefix("http://").removesuffix("/")
    leads = bare(one.url)
    words = leads if said == leads else f"{one.value} · {leads}"
    return f"[{links.index(one.url) + 1}] {words}{' (link verified)' if one.verified else ''}"


def _ink(one: ProfileField) -> Ink:
    return Ink.LINK if one.url else Ink.TEXT


def _heard(count: int) -> str:
    if not count:
        return "Nothing else of theirs was heard in this session."
    return f"{counted(count, 'post')} of theirs heard in this session, the newest first"


def _post(entry: Entry, room: int, sheet: Sheet) -> list[Line]:
    """When and under which tags, and the first lines."""
    tags = " ".join(sorted(str(tag) for tag in entry.tags))
    when = f"{sheet.mark(entry.key)}{sheet.day_and_hour(entry.post.created_at)}"
    edited = f" {sheet.glyphs.edited}" if entry.post.edited_at is not None else ""
    head = (Run(f"{when}{edited}", Ink.TIME), Run(shorten(f" · {tags}" if tags else "", room - 16), Ink.TAG))
    inner = max(8, room - 2)
    rows = lay_entry_in_short(entry, inner, _POST_ROWS, sheet)
    return [head, *((Run("  ", Ink.TEXT), *row) for row in rows)]
