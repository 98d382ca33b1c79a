"""Writing a pane, or what was picked, into a file on `--plain`: a line names it, and its end says the form."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from hashtui.anthology.formats import FORMATS, Format
from hashtui.anthology.writing import place_of, taken_places, write_anthology
from hashtui.aside import Aside
from hashtui.cli.plain.deck import PlainDeck
from hashtui.cli.plain.reading import Lines
from hashtui.cli.plain.words import closed, counted
from hashtui.errors import UsageError
from hashtui.post.clean import clean_line
from hashtui.tui.dashboard import Dashboard
from hashtui.tui.exporting import Exportable, exportable_of, working_directory
from hashtui.tui.judging import Judging
from hashtui.tui.picking import Picking

OF_PICKS = "picks"
"""Before the name: what was picked is meant."""


class ExportTalk:
    """The part of the conversation that writes posts into files. Nothing is replaced before a line is said twice."""

    def __init__(
        self, setup: Dashboard, deck: PlainDeck, judging: Judging, picking: Picking, letter: Callable[[str], str]
    ) -> None:
        self._setup, self._deck, self._judging, self._picking = setup, deck, judging, picking
        self._letter = letter
        self._replaces = ""
        """What was asked for and is there already: said again, it is replaced."""

    def export(self, rest: str) -> tuple[Lines, Callable[[], Awaitable[Lines]] | None]:
        """Write what the pane shows, or the picks, into the file that is named."""
        before, self._replaces = self._replaces, ""
        pane, words = self._deck.pane, rest.strip()
        if pane is None:
            return ("There is no pane.",), None
        of_picks = words.split(" ")[0] == OF_PICKS
        name = words.removeprefix(OF_PICKS).strip() if of_picks else words
        live = "" if pane.sifting is None else pane.sifting[0]
        meant = exportable_of(self._setup, self._judging, self._picking.picks, pane.timeline, pane.filter, live)
        if of_picks and not meant.picks:
            return ("Nothing is picked yet.",), None
        form = _form_of(name)
        if form is None:
            return self._how(meant, of_picks=of_picks), None
        try:
            path = place_of(name, working_directory())
            taken = taken_places(path, form)
        except UsageError as error:
            return (closed(clean_line(str(error))),), None
        if taken and before != words:
            self._replaces = words
            names = " and ".join(place.name for place in taken)
            return (closed(clean_line(f"{names} is there already; the same line again replaces it")),), None

        def write() -> Lines:
            return _written(meant, form, path, of_picks=of_picks, force=bool(taken))

        async def errand() -> Lines:
            return await Aside().run(write)

        return (), errand

    def _how(self, meant: Exportable, *, of_picks: bool) -> Lines:
        letter = self._letter("export")
        name = meant.stem(of_picks=of_picks)
        forms = ". ".join(f"{form.suffix}, {form.says}" for form in FORMATS.values())
        picks = f" {letter} {OF_PICKS} {name}.epub writes what you picked." if meant.picks and not of_picks else ""
        example = f"{letter} {f'{OF_PICKS} ' if of_picks else ''}{name}.epub"
        return (f"Name a file whose end says the form, as {example}.{picks}", f"The forms: {forms}.")


def _form_of(name: str) -> Format | None:
    suffix = Path(name).suffix.removeprefix(".").lower()
    return next((form for form in FORMATS.values() if form.suffix == suffix), None)


def _written(meant: Exportable, form: Format, path: Path, *, of_picks: bool, force: bool) -> Lines:
    anthology = meant.anthology(of_picks=of_picks)
    try:
        places = write_anthology(anthology, form, path, force=force)
    except UsageError as error:
        return (closed(clean_line(str(error))),)
    beside = f", and {clean_line(places[1].name)}" if len(places) > 1 else ""
    return (f"{counted(anthology.posts, 'post')} written to {clean_line(str(places[0]))}{beside}.",)
