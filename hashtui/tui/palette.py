"""Every action by name in Textual's command palette, and the last thing the footer said."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from textual.await_complete import AwaitComplete
from textual.command import Command, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.css.query import NoMatches
from textual.markup import escape
from textual.style import Style
from textual.widgets import Input

from hashtui.config.actions import ACTIONS, Action
from hashtui.tui.key_names import NUMBERED, Keys, keys_label

_NOT_COMMANDS = frozenset({*NUMBERED, "commands"})
"""What means nothing without its key, or is open already."""
_NOTICE = "last notice: "


class QuietPalette(CommandPalette):
    """Textual's palette, with a cursor that does not blink: a quiet screen sends nothing. It closes once."""

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False

    def dismiss(self, result: None = None) -> AwaitComplete:
        """A second Enter or click may come before the list is gone; what lies beneath is not theirs to close."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def _action_command_list(self, action: str) -> None:
        """Textual's list cannot move by pages while none of its lines is on the screen."""
        with suppress(KeyError):
            super()._action_command_list(action)

    def _refresh_command_list(self, command_list: CommandList, commands: list[Command], clear_current: bool) -> None:
        """What is found while the palette closes is for nobody: its list is gone before its search is."""
        with suppress(NoMatches):
            super()._refresh_command_list(command_list, commands, clear_current)

    async def _watch__show_busy(self) -> None:
        with suppress(NoMatches):
            await super()._watch__show_busy()


@dataclass(frozen=True)
class ActionCommands:
    """What the palette works on. It is what `CommandPalette(providers=[…])` takes: called, it gives the provider.

    `run` is given the id of the action that was chosen, after the palette is closed; `last_notice` is empty for none.
    """

    keys: Keys
    run: Callable[[str], None]
    last_notice: Callable[[], str] = str
    actions: Sequence[Action] = ACTIONS
    """Those that can be done now."""

    def __call__(self) -> type[Provider]:
        """The provider over just these."""
        commands = self

        class Actions(Provider):
            """The actions as commands."""

            async def discover(self) -> Hits:
                for title, words, run in commands.rows():
                    yield DiscoveryHit(Content(title), run, text=title, help=escape(words))

            async def search(self, query: str) -> Hits:
                matcher = self.matcher(query)
                for title, words, run in commands.rows():
                    in_title, places = matcher.fuzzy_search.match(query, title)
                    score = max(in_title, matcher.match(words) * 0.6) * (0.1 if title.startswith(_NOTICE) else 1)
                    if score > 0:
                        shown = _lit(title, places if in_title else (), matcher.match_style)
                        yield Hit(score, shown, run, text=title, help=escape(words))

        return Actions

    def rows(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Title, what it does, and how it is run; the last notice first."""
        rows: list[tuple[str, str, Callable[[], None]]] = []
        notice = self.last_notice()
        if notice:
            rows.append((f"{_NOTICE}{notice}", "", _nothing))
        rows += [
            (_title(one, self.keys), one.words, partial(self.run, one.id)) for one in self.actions if _is_command(one)
        ]
        return rows


def _lit(title: str, places: Sequence[int], style: Style) -> Content:
    """The title with the letters that were found in another style. (The matcher's own `highlight` reads markup.)"""
    shown = Content(title)
    for place in places:
        shown = shown.stylize(style, place, place + 1)
    return shown


def _is_command(one: Action) -> bool:
    return one.id not in _NOT_COMMANDS


def _title(one: Action, keys: Keys) -> str:
    label = keys_label(keys.get(one.id, ()))
    return f"{one.short}  ({label})" if label else one.short


def _nothing() -> None:
    """A notice is there to be read."""
