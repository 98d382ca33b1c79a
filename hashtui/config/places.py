"""Where things are kept: the person's configuration, the program's state, the data. On Linux that is XDG."""

from dataclasses import dataclass
from pathlib import Path

import platformdirs

_APP = "hashtui"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files; none of them needs to exist."""

    config: Path
    """The configuration file."""
    state: Path
    """The folder of what the program remembers, and of its log."""
    data: Path
    """The folder of what is collected."""

    @property
    def trust(self) -> Path:
        """The file with what the person said of accounts."""
        return self.config.with_name("trust.toml")

    @property
    def session(self) -> Path:
        """The file with the panes of last time."""
        return self.state / "session.toml"

    @property
    def archive(self) -> Path:
        """The file with everything that was heard."""
        return self.data / "archive.sqlite3"

    @property
    def picks(self) -> Path:
        """The file with the posts that were picked, in their order."""
        return self.data / "picks.toml"

    @property
    def log(self) -> Path:
        """The file bugs are written to while the screen is in use."""
        return self.state / "hashtui.log"


def usual_places() -> Places:
    """The places of this user, as the environment has them now."""
    return Places(
        config=platformdirs.user_config_path(_APP, appauthor=False) / "config.toml",
        state=platformdirs.user_state_path(_APP, appauthor=False),
        data=platformdirs.user_data_path(_APP, appauthor=False),
    )


def config_path(named: str | None) -> Path:
    """The configuration file: the one that was named, else the usual one."""
    return usual_places().config if named is None else Path(named)
