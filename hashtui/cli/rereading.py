"""What becomes of the configuration when its file is saved while the program runs."""

from collections.abc import Callable, Collection, Sequence

from hashtui.cli.asking import read_again
from hashtui.config.config import Config
from hashtui.config.places import config_path
from hashtui.config.rules import rules_of
from hashtui.config.watched import WatchedFile
from hashtui.errors import ConfigError
from hashtui.filter import Present
from hashtui.post.clean import clean_line
from hashtui.tui.dashboard import Fresh


class Rereading:
    """The configuration, looked at again when its file was saved. A mistake in it keeps the one before in force."""

    def __init__(
        self,
        config: Config,
        config_file: str | None,
        themes: Collection[str],
        present: Callable[[], Present],
        *,
        demo: bool = False,
    ) -> None:
        """`present` says what times in rules count from."""
        self._path = config_path(config_file)
        self._watched = WatchedFile(self._path)
        self._themes = themes
        self._config = config
        self._present = present
        self._is_demo = demo
        self._was_wrong = False

    def __call__(self) -> Fresh | None:
        if not self._watched.was_saved():
            return None
        before = self._config
        try:
            config = read_again(self._path, self._themes)
        except ConfigError as error:
            self._was_wrong = True
            return self._fresh(trouble=str(error))
        was_wrong, self._was_wrong = self._was_wrong, False
        if config is None or (config == before and not was_wrong):
            return None
        self._config = config
        return self._fresh(said=self._what_changed(before, config))

    def _fresh(self, *, trouble: str = "", said: str = "") -> Fresh:
        config = self._config
        return Fresh(config.look, rules_of(config, self._present()), config.keys, trouble, said)

    def _what_changed(self, before: Config, now: Config) -> str:
        later = [
            name
            for name, differs in (
                ("sources", before.sources != now.sources and not self._is_demo),
                ("panes", before.panes != now.panes and not self._is_demo),
                ("the mouse", before.look.mouse != now.look.mouse),
            )
            if differs
        ]
        until = f"; {_listed(later)} from the next start on" if later else ""
        return f"{clean_line(self._path.name)} is read anew and in force{until}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
