"""Writing what a pane shows, or what was picked, into a file: which of them, in which form, under which name."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from hashtui.anthology.formats import FORMATS, Format
from hashtui.anthology.writing import place_of, taken_places, write_anthology
from hashtui.aside import Aside
from hashtui.errors import UsageError
from hashtui.post.clean import clean_line
from hashtui.tui.export_layout import Choice, Told, lay_export
from hashtui.tui.exporting import Exportable
from hashtui.tui.foot import Foot, Hints
from hashtui.tui.key_names import bindings_of
from hashtui.tui.line_field import LineField
from hashtui.tui.lore import Ground
from hashtui.tui.page import Page
from hashtui.tui.page_view import DEMO
from hashtui.tui.sheet import counted
from hashtui.tui.typeset import Ink, Run, spread

LONGEST_NAME = 1_000
_SUFFIXES = frozenset(f".{form.suffix}" for form in FORMATS.values())
_HINTS: Hints = (
    (("keep",), "write"),
    (("post_up", "post_down"), "form"),
    (("complete",), "view or picks"),
    (("leave",), "back"),
)


class ExportView(Screen[str | None]):
    """It answers with what was written where; None: nothing was. What is typed is the file's name.

    Nothing that is there is replaced before a second Enter says so.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of("post_up", "post_down", "leave"),
        Binding("tab,shift+tab", "turn", show=False),
    ]
    DEFAULT_CSS = """
    ExportView #top { height: 1; }
    """

    def __init__(
        self,
        exportable: Exportable,
        ground: Ground,
        folder: Callable[[], Path],
        *,
        of_picks: bool,
        form: Format,
        written: Callable[[Format], None],
    ) -> None:
        """`folder` is where the file goes unless another place is typed; `of_picks`, `form`: these are meant at first.

        `written` is told the form of what was.
        """
        super().__init__()
        self._ground, self._folder = ground, folder
        self._exportable = exportable
        self._stems = tuple(exportable.stem(of_picks=picks) for picks in (False, True))
        picked = counted(len(exportable.picks), "post") if exportable.picks else "nothing is picked yet"
        self._told = [Told(counted(len(exportable.entries), "post")), Told(picked)]
        self._of_picks = of_picks and bool(exportable.picks)
        self._form, self._written = form, written
        self._rows: tuple[Choice | None, ...] = ()
        self._replaces: tuple[Path, ...] = ()
        """What the next Enter may replace."""
        self._is_writing, self._is_counting = False, True
        self._aside = Aside()

    def compose(self) -> ComposeResult:
        yield Page(id="top")
        yield Page(id="page", more=lambda _last: (Run(f"   {self._ground.glyphs.updown[1]} more", Ink.META),))
        yield LineField()
        yield Foot(self._ground.keys, _HINTS, self._ground.glyphs)

    def on_mount(self) -> None:
        # From the app: what the field says of itself comes to the one who waits for it only past its own view.
        self.app.call_next(self._ask, self._usual_name())
        self.run_worker(self._tell())

    async def _tell(self) -> None:
        """Count what would be written: with many posts that takes a moment."""
        for of_picks in (False, True) if self._exportable.picks else (False,):
            found = await self._aside.run(partial(self._exportable.anthology, of_picks=of_picks))
            self._told[of_picks] = Told.of(found)
            self._lay()
        self._is_counting = False

    @property
    def is_busy(self) -> bool:
        """Something is counted or written."""
        return self._is_counting or self._is_writing

    def _ask(self, name: str) -> None:
        self.query_one(LineField).ask("File:", name, LONGEST_NAME, "the name of a file")

    def _usual_name(self) -> str:
        return f"{self._stems[self._of_picks]}.{self._form.suffix}"

    def on_resize(self) -> None:
        if self.is_mounted:
            self._lay()

    def _lay(self) -> None:
        glyphs = self._ground.glyphs
        mark = (Run(" ", Ink.TEXT), DEMO) if self._ground.demo else ()
        head = (Run(" hashtui", Ink.TITLE), *mark, Run(f" {glyphs.right_page} export", Ink.TEXT))
        self.query_one("#top", Page).show([spread(head, (), self.size.width)])
        laid = lay_export(
            self._told,
            self._form,
            str(clean_line(str(self._folder()))),
            self.size.width,
            glyphs,
            of_picks=self._of_picks,
        )
        self._rows = tuple(row.choice for row in laid)
        page = self.query_one("#page", Page)
        page.show([row.line for row in laid])
        chosen = self._rows.index(self._form)
        page.reveal(chosen, chosen)

    def action_post_up(self) -> None:
        self._step(-1)

    def action_post_down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        forms = list(FORMATS.values())
        self._choose(forms[max(0, min(len(forms) - 1, forms.index(self._form) + by))])

    def action_turn(self) -> None:
        """The view, or the picks."""
        self._choose(not self._of_picks)

    def _choose(self, choice: Choice) -> None:
        """Take this form, or the picks; the name follows as far as it was not typed."""
        before, usual = self.query_one(Input), self._usual_name()
        if isinstance(choice, Format):
            self._form = choice
        elif choice and not self._exportable.picks:
            self.query_one(Foot).say("Nothing is picked yet.")
            return
        else:
            self._of_picks = choice
        path = Path(before.value)
        if before.value == usual:
            self._rename(self._usual_name())
        elif path.suffix in _SUFFIXES:
            self._rename(str(path.with_suffix(f".{self._form.suffix}")))
        self._lay()

    def _rename(self, name: str) -> None:
        field = self.query_one(Input)
        field.value, field.cursor_position = name, len(name)

    def on_page_clicked(self, click: Page.Clicked) -> None:
        choice = self._rows[click.line] if click.page.id == "page" and click.line < len(self._rows) else None
        if choice is not None:
            self._choose(choice)

    def on_input_changed(self, changed: Input.Changed) -> None:
        """Another name; one that ends as a form does is of that form."""
        self._replaces = ()
        suffix = Path(changed.value).suffix
        named = next((form for form in FORMATS.values() if f".{form.suffix}" == suffix.lower()), self._form)
        if named is not self._form:
            self._form = named
            self._lay()

    def on_line_field_kept(self, kept: LineField.Kept) -> None:
        """Write it there, or say why not."""
        self._ask(kept.text)
        if self._is_writing:
            return
        if not kept.text:
            self.query_one(Foot).say("Type the name of a file.")
            return
        try:
            path = place_of(kept.text, self._folder())
            taken = taken_places(path, self._form)
        except UsageError as error:
            self._refuse(str(error))
            return
        if taken and taken != self._replaces:
            names = " and ".join(place.name for place in taken)
            it = "exist: Enter again replaces them" if len(taken) > 1 else "exists: Enter again replaces it"
            self._refuse(f"{names} {it}")
            self._replaces = taken
            return
        self._is_writing = True
        self.query_one(Foot).ask(lambda _: "Writing …")
        self.run_worker(self._write(path, self._form, of_picks=self._of_picks, force=bool(taken)))

    def _refuse(self, words: str) -> None:
        words = words.replace("there ", "There ", 1) if words.startswith("there ") else words
        self.query_one(Foot).say(f"{clean_line(words)}.")

    async def _write(self, path: Path, form: Format, *, of_picks: bool, force: bool) -> None:
        def write() -> tuple[int, tuple[Path, ...]]:
            anthology = self._exportable.anthology(of_picks=of_picks)
            return anthology.posts, write_anthology(anthology, form, path, force=force)

        try:
            posts, places = await self._aside.run(write)
        except UsageError as error:
            self._is_writing = False
            self.query_one(Foot).fall_silent()
            self._refuse(str(error))
            return
        self._written(form)
        beside = f", and {places[1].name}" if len(places) > 1 else ""
        self.dismiss(f"{counted(posts, 'post')} written to {clean_line(str(places[0]))}{clean_line(beside)}.")

    def action_leave(self) -> None:
        if self.app.screen is self and not self._is_writing:
            self.dismiss(None)
