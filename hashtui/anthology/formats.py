"""The forms an anthology can take. A new one is a module beside this one and a row here; `--format` and `E` follow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hashtui.anthology.anthology import Anthology
from hashtui.anthology.csv import write_csv
from hashtui.anthology.epub import write_epub
from hashtui.anthology.html import write_html
from hashtui.anthology.jsonl import write_jsonl
from hashtui.anthology.markdown import write_markdown


@dataclass(frozen=True, slots=True)
class Format:
    """One form. The same anthology has the same octets in it."""

    name: str
    suffix: str
    """Without its dot."""
    says: str
    """What it is for, in a few words."""
    write: Callable[[Anthology], Mapping[str, bytes]]
    """The files it takes, by suffix: the first is the one that was asked for, others stand beside it."""
    is_text: bool = True
    """It may be shown on a terminal."""
    holds_pictures: bool = False
    tells_states: bool = False
    """It tells what edited posts said before, too."""
    beside: str = ""
    """The suffix of the file that stands beside it; empty: there is none."""


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("epub", "epub", "a book for e-readers", write_epub, is_text=False, holds_pictures=True),
        Format("html", "html", "one page that needs nothing else", write_html, holds_pictures=True),
        Format("md", "md", "Markdown, for wikis and pads", write_markdown),
        Format("csv", "csv", "a table for spreadsheets", write_csv),
        Format("jsonl", "jsonl", "open data, to be read back", write_jsonl, tells_states=True, beside="README.md"),
    )
}
"""By the names that the command line knows."""


def files_of(form: Format, path: Path) -> Mapping[str, Path]:
    """Where the files of this form go, by suffix, when it is written to `path`: the others bear its name too."""
    beside = {form.beside: path.with_name(f"{path.stem}.{form.beside}")} if form.beside else {}
    return {form.suffix: path, **beside}
