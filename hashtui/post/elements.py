"""What each HTML element means for the text: the walk over the clean tree that nh3 leaves."""

from collections.abc import Callable, Mapping
from functools import partial
from html.parser import HTMLParser
from time import thread_time
from urllib.parse import unquote, urlsplit

from hashtui.post.body import Role
from hashtui.post.clean import clean_handle, clean_line
from hashtui.post.link import mention_of, read_link
from hashtui.post.sheet import Opened, Sheet
from hashtui.post.tag import HASH_SIGNS, Tag

DEEPEST = 64
MOST_NODES = 5_000
_LOOK_AT_TIME_EVERY = 512
_HIGHEST_NUMBER = 1_000_000_000

Attributes = list[tuple[str, str | None]]


class TooMuch(Exception):  # not an error: the sign to stop
    """The tree is deeper, larger or slower than any post is."""


class Reader(HTMLParser):
    """Sets the elements and words of one clean tree on a sheet."""

    def __init__(self, safe: str, mentions: Mapping[str, str], *, quoted: bool, until: float) -> None:
        """`safe` is what nh3 made; `until` is a moment of this thread's time."""
        super().__init__(convert_charrefs=True)
        self.sheet = Sheet()
        self._mentions = mentions
        self._quoted = quoted
        self._until = until
        self._nodes = 0
        self._open: list[tuple[str, Callable[[], None]]] = []
        self._hidden = 0
        self._preformatted = 0
        self._in_link = False
        self._lists: list[_List] = []
        self._rows = iter(_rows_of_lists(safe) if "reversed=" in safe else ())
        self._safe = safe

    def read(self) -> None:
        """Set it all. TooMuch when it is no post."""
        self.feed(self._safe)
        self.close()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._count()
        if tag == "br":
            if not self._hidden:
                self.sheet.end_line()
        elif tag == "hr":
            self.sheet.part_block()
        else:
            self._open.append((tag, self._begin(tag, attrs)))
            if len(self._open) > DEEPEST:
                raise TooMuch

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, end = self._open.pop()
            end()

    def handle_data(self, data: str) -> None:
        self._count()
        if self._hidden:
            return
        if self._preformatted:
            self.sheet.write_exactly(data)
        else:
            self.sheet.write(data)

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise TooMuch
        if self._nodes % _LOOK_AT_TIME_EVERY == 1 and thread_time() > self._until:
            raise TooMuch

    def _begin(self, tag: str, attrs: Attributes) -> Callable[[], None]:
        """Do what the start of the element means; answer what its end means."""
        if self._hidden or self._is_hidden(tag, attrs):
            self._hidden += 1
            return self._show_again
        match tag:
            case "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "dd" | "tr":
                return self._begin_block(tag)
            case "a":
                return self._begin_link(attrs)
            case "strong" | "b":
                return self._begin_role(Role.STRONG)
            case "em" | "i":
                return self._begin_role(Role.EMPHASIS)
            case "code":
                return _nothing if self._preformatted else self._begin_role(Role.CODE)
            case "pre":
                return self._begin_preformatted()
            case "blockquote":
                return self._begin_quotation()
            case "ul" | "ol":
                return self._begin_list(tag, dict(attrs))
            case "li":
                return self._begin_row(dict(attrs))
            case "td" | "th":
                self.sheet.write(" ")
            case "rt":
                self.sheet.put("(")
                return partial(self.sheet.put, ")")
            case "span" if ("class", "ellipsis") in attrs:
                return partial(self.sheet.put, "…")
        return _nothing

    def _is_hidden(self, tag: str, attrs: Attributes) -> bool:
        if tag in ("span", "p"):
            classes = dict(attrs).get("class") or ""
            return "invisible" in classes or (self._quoted and "quote-inline" in classes)
        return tag == "rp"

    def _show_again(self) -> None:
        self._hidden -= 1

    def _begin_block(self, tag: str) -> Callable[[], None]:
        part = self.sheet.part_row if tag in ("dt", "dd", "tr") else self.sheet.part_block
        part()
        if tag in ("p", "div", "dd", "tr"):
            return part
        opened = self.sheet.open(Role.STRONG)

        def end() -> None:
            self.sheet.close(opened)
            part()

        return end

    def _begin_role(self, role: Role) -> Callable[[], None]:
        return partial(self.sheet.close, self.sheet.open(role))

    def _begin_preformatted(self) -> Callable[[], None]:
        self.sheet.part_block()
        self._preformatted += 1
        opened = self.sheet.open(Role.CODE)

        def end() -> None:
            self.sheet.close(opened)
            self._preformatted -= 1
            self.sheet.part_block()

        return end

    def _begin_quotation(self) -> Callable[[], None]:
        self.sheet.part_block()
        self.sheet.indent("> ")
        opened = self.sheet.open(Role.QUOTE)

        def end() -> None:
            self.sheet.close(opened)
            self.sheet.outdent()
            self.sheet.part_block()

        return end

    def _begin_list(self, tag: str, attrs: Mapping[str, str | None]) -> Callable[[], None]:
        part = self.sheet.part_row if self._lists else self.sheet.part_block
        part()
        rows = next(self._rows, 0) if tag == "ol" else 0
        self._lists.append(_List(tag == "ol", rows, attrs))

        def end() -> None:
            self._lists.pop()
            part()

        return end

    def _begin_row(self, attrs: Mapping[str, str | None]) -> Callable[[], None]:
        self.sheet.part_row()
        self.sheet.indent("  ", self._lists[-1].bullet(attrs) if self._lists else "• ")

        def end() -> None:
            self.sheet.outdent()
            self.sheet.end_row()

        return end

    def _begin_link(self, attrs: Attributes) -> Callable[[], None]:
        named = dict(attrs)
        href = named.get("href") or ""
        if self._in_link or not href:
            return _nothing
        self._in_link = True
        opened = self.sheet.open(None)
        classes = (named.get("class") or "").split()
        return partial(self._end_link, opened, href, classes)

    def _end_link(self, opened: Opened, href: str, classes: list[str]) -> None:
        """Decide by its words and its address what the link was: a hashtag, a mention, or a link."""
        self._in_link = False
        label = self.sheet.words_of(opened)
        handle = self._mentions.get(href) if "mention" in classes or label.startswith("@") else None
        if tag := _tag_of(label, href, certain="hashtag" in classes):
            self.sheet.close(opened, Role.TAG, clean_line(tag.name))
        elif handle and (mentioned := clean_handle(handle)):
            self._add_words(label, mention_of(label, mentioned))
            self.sheet.close(opened, Role.MENTION, mentioned)
        else:
            shown, url = read_link(label, href)
            self._add_words(label, shown)
            self.sheet.close(opened, Role.LINK if url is not None else None, url)

    def _add_words(self, label: str, shown: str) -> None:
        """Write what `shown` has more than the label; it begins with it."""
        if len(shown) > len(label):
            self.sheet.append(shown[len(label) :])


class _List:
    """A list being read and the number its next row has."""

    def __init__(self, ordered: bool, rows: int, attrs: Mapping[str, str | None]) -> None:
        self._ordered = ordered
        self._step = -1 if "reversed" in attrs else 1
        self._next = _number(attrs.get("start"), rows if "reversed" in attrs else 1)

    def bullet(self, attrs: Mapping[str, str | None]) -> str:
        """What stands before the next row."""
        if not self._ordered:
            return "• "
        number = _number(attrs.get("value"), self._next)
        self._next = number + self._step
        return f"{number}. "


class _Rows(HTMLParser):
    """Counts the rows of every numbered list, in the order in which the lists begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.counts: list[int] = []
        self._open: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "ol":
            self._open.append(len(self.counts))
            self.counts.append(0)
        elif tag == "ul":
            self._open.append(None)
        elif tag == "li" and self._open and (here := self._open[-1]) is not None:
            self.counts[here] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._open:
            self._open.pop()


def _rows_of_lists(safe: str) -> list[int]:
    rows = _Rows()
    rows.feed(safe)
    rows.close()
    return rows.counts


def _number(text: str | None, otherwise: int) -> int:
    try:
        number = int(text or "")
    except ValueError:
        return otherwise
    return number if abs(number) < _HIGHEST_NUMBER else otherwise


def _tag_of(label: str, href: str, *, certain: bool) -> Tag | None:
    """The hashtag that a link is: by its class, or because it is one hashed word and its address that tag's page."""
    if not label.startswith(tuple(HASH_SIGNS)) or " " in label or "\n" in label:
        return None
    try:
        tag = Tag.of(label)
        folder, _, page = urlsplit(href).path.rstrip("/").rpartition("/")
        if certain or ("tag" in folder and tag == Tag.of(unquote(page))):
            return tag
    except ValueError:  # no tag at all, or an address that is none
        pass
    return None


def _nothing() -> None:
    """Some elements end without a word."""
