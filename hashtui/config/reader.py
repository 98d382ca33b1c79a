"""Reads the configuration file and says everything that is wrong in it, with its place; never a traceback."""

import re
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from hashtui.config.complaint import Complaint, Complaints, did_you_mean, quoted
from hashtui.config.config import (
    ArchiveConfig,
    Config,
    Density,
    From,
    Look,
    PaneConfig,
    SourceConfig,
    TimeForm,
    TrustConfig,
)
from hashtui.config.keys import read_keys
from hashtui.config.positions import KeyPath
from hashtui.config.rules import read_rules
from hashtui.config.secret import Secret
from hashtui.config.table import Table
from hashtui.errors import ConfigError, FilterError, HashtuiError

_LARGEST = 1 << 20
MOST_DRIP = 1000
"""Posts a second; more than that nobody's screen shows."""
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TOKEN = re.compile(r"[!-~]+")


_DETAILS = ("token", "token_env", "token_command", "insecure", "pds", "likes", "every")
"""The keys of a [[source]] that only some kinds of sources heed."""


def _accept(_: object) -> None:
    """The judge who has nothing against it."""


def _heeds_all(_: str) -> Collection[str]:
    return _DETAILS


@dataclass(frozen=True, slots=True)
class Judges:
    """What the configuration cannot judge itself. A judge raises a HashtuiError with the reason; no judge, no check."""

    source: Callable[[SourceConfig], object] = _accept
    pane: Callable[[str], object] = _accept
    heeded: Callable[[str], Collection[str]] = _heeds_all
    """Which keys of a [[source]] mean something to the source of that url."""
    themes: Collection[str] = ()
    """The names of the themes there are; empty: any name will do."""


NO_JUDGES = Judges()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the configuration, with defaults where something was wrong, and what was wrong."""

    config: Config
    complaints: tuple[Complaint, ...] = ()

    @property
    def errors(self) -> tuple[Complaint, ...]:
        """The complaints that forbid to go on."""
        return tuple(c for c in self.complaints if not c.warning)

    @property
    def warnings(self) -> tuple[Complaint, ...]:
        """The complaints one can live with."""
        return tuple(c for c in self.complaints if c.warning)

    def accepted(self) -> Config:
        """The configuration; ConfigError with the first thing that is wrong, and how many more there are."""
        errors = self.errors
        if not errors:
            return self.config
        more = f" (and {len(errors) - 1} more: hashtui config check)" if len(errors) > 1 else ""
        raise ConfigError(errors[0].message + more, place=errors[0].place)


def load_config(path: Path, judges: Judges = NO_JUDGES, *, name: str = "") -> Reading:
    """Read the file, which is called `name` in complaints, else by its path.

    FileNotFoundError when there is none; ConfigError when it cannot be read at all.
    """
    name = name or str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigError(f"cannot be read: {reason}", place=name) from error
    if len(raw) > _LARGEST:
        raise ConfigError("is larger than 1 MiB: that is no configuration of hashtui", place=name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        complaints = Complaints(name, raw[: error.start].decode("utf-8"))
        place = complaints.place_of(error.start)
        raise ConfigError("is not UTF-8 text from here on", place=place) from error
    return read_config(text, name, judges)


def read_config(text: str, name: str, judges: Judges = NO_JUDGES) -> Reading:
    """Read the text of a configuration file that is called `name` in complaints."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    complaints = Complaints(name, text)
    try:
        root = Table(tomllib.loads(text), (), complaints)
        complaints.parsed()
    except (ValueError, RecursionError) as error:
        complaints.say_unparsed(error)
        return Reading(Config(), complaints.made)
    config = _Reader(root, complaints, judges).config()
    return Reading(config, complaints.made)


def source_name(url: str) -> str:
    """What two spellings of one source have in common: the scheme https and a last slash say nothing."""
    bare = url.strip().removeprefix("https://").rstrip("/")
    return bare if "/" in bare or bare.startswith("jsonl:") else bare.lower()


class _Reader:
    """One reading of one file."""

    def __init__(self, root: Table, complaints: Complaints, judges: Judges) -> None:
        self._root = root
        self._complaints = complaints
        self._judges = judges

    def config(self) -> Config:
        config = Config(
            sources=self._sources(),
            panes=tuple(pane for table in self._root.tables("pane") if (pane := self._pane(table))),
            look=self._look(self._root.table("look")),
            rules=read_rules(self._root.table("rules")),
            trust=self._trust(self._root.table("trust")),
            archive=self._archive(self._root.table("archive")),
            keys=read_keys(self._root.table("keys")),
        )
        if self._root.has("token"):
            message = "a token is not read here: it belongs to the [[source]] it opens, and best outside this file"
            self._complaints.say(("token",), message, warning=True)
        self._root.refuse_the_rest()
        return config

    def _sources(self) -> tuple[SourceConfig, ...]:
        """Those of `sources`, each with what its [[source]] adds, then the [[source]] that stand alone."""
        urls = self._root.texts("sources")
        named: dict[str, SourceConfig] = {}
        paths: dict[str, KeyPath] = {}
        for row, url in enumerate(urls or ()):
            path = ("sources", row)
            name = source_name(url)
            named.setdefault(name, SourceConfig(url, place=self._complaints.place(path, at_value=True)))
            paths.setdefault(name, path)
        detailed: dict[str, SourceConfig] = {}
        for table in self._root.tables("source"):
            source = self._source(table)
            if source is None:
                continue
            name = source_name(source.url)
            if name in detailed:
                table.complain("url", "a second [[source]] with the same url: keep one of them")
            detailed[name] = source
            paths[name] = (*table.path, "url")
        sources = named | detailed
        for name, source in sources.items():
            objection = _objection(self._judges.source, source) if source.url.strip() else "a source needs an address"
            if objection:
                self._complaints.say(paths[name], objection, at_value=True)
        if urls == () and not sources:
            self._root.complain("sources", "sources names no source: leave it out for the default")
        return tuple(sources.values()) or Config().sources

    def _source(self, table: Table) -> SourceConfig | None:
        url = table.text("url")
        ways = [way for way in ("token", "token_env", "token_command") if table.has(way)]
        source = SourceConfig(
            url=url or "",
            token=self._token(table),
            insecure=table.flag("insecure") or False,
            token_env=self._token_env(table),
            token_command=self._token_command(table),
            pds=table.text("pds"),
            likes=table.flag("likes") is not False,
            every=table.duration("every"),
        )
        if len(ways) > 1:
            table.complain(ways[-1], f"{' and '.join(ways)} are {len(ways)} ways to one token: keep one")
        table.refuse_the_rest()
        if url is None:
            if not table.has("url"):
                table.complain_of_it("a [[source]] needs its url")
            return None
        self._warn_of_the_unheeded(table, url)
        return replace(source, place=table.place(ways[-1] if ways else "url"))

    def _warn_of_the_unheeded(self, table: Table, url: str) -> None:
        try:
            heeded = self._judges.heeded(url)
        except HashtuiError:
            return
        for key in _DETAILS:
            if table.has(key) and key not in heeded:
                table.complain(key, f"{key} means nothing to a source of this kind", warning=True)

    def _token(self, table: Table) -> Secret | None:
        token = table.text("token")
        if token is None:
            return None
        table.complain("token", "a token in this file is read by whoever reads the file", warning=True)
        if not is_token(token):
            table.complain("token", "token holds characters that no token has")
            return None
        return Secret(token)

    def _token_env(self, table: Table) -> str | None:
        variable = table.text("token_env")
        if variable is not None and not _VARIABLE.fullmatch(variable):
            table.complain("token_env", "token_env must be the name of an environment variable, not the token")
            return None
        return variable

    def _token_command(self, table: Table) -> tuple[str, ...]:
        command = table.texts("token_command")
        if command is not None and (not command or not command[0].strip() or any("\0" in word for word in command)):
            table.complain("token_command", 'token_command must be a program and its arguments: ["pass", "show", "…"]')
            return ()
        return command or ()

    def _pane(self, table: Table) -> PaneConfig | None:
        show = table.text("show")
        title = table.text("title")
        table.refuse_the_rest()
        if show is None:
            if not table.has("show"):
                table.complain_of_it("a [[pane]] needs show: what is in it")
            return None
        try:
            self._judges.pane(show)
        except FilterError as error:
            table.complain("show", error.message, inside=error.start)
        except HashtuiError as error:
            table.complain("show", str(error))
        return PaneConfig(show, title)

    def _look(self, table: Table) -> Look:
        usual = Look()
        theme = table.text("theme")
        themes = self._judges.themes
        if theme is not None and themes and theme not in themes:
            meant = did_you_mean(theme, themes) or f"; there are {', '.join(sorted(themes))}"
            table.complain("theme", f"there is no theme {quoted(theme)}{meant}")
        look = Look(
            theme=theme or usual.theme,
            density=table.choice("density", Density) or usual.density,
            time=table.choice("time", TimeForm) or usual.time,
            drip=table.amount("drip", most=MOST_DRIP) or usual.drip,
            mouse=table.flag("mouse") is not False,
            pictures=table.flag("pictures") or False,
        )
        table.refuse_the_rest()
        return look

    def _trust(self, table: Table) -> TrustConfig:
        usual = TrustConfig()
        trust = TrustConfig(
            matters=table.choice("matters", From) or usual.matters,
            notify=table.choice("notify", From) or usual.notify,
        )
        table.refuse_the_rest()
        return trust

    def _archive(self, table: Table) -> ArchiveConfig:
        usual = ArchiveConfig()
        keep, most = table.duration("keep"), table.size("most")
        table.refuse_the_rest()
        return ArchiveConfig(usual.keep if keep is None else keep, usual.most if most is None else most)


def is_token(text: str) -> bool:
    """Whether it can stand in a request's header: visible ASCII without spaces."""
    return _TOKEN.fullmatch(text) is not None


def _objection(judge: Callable[[SourceConfig], object], source: SourceConfig) -> str:
    try:
        judge(source)
    except HashtuiError as error:
        return str(error)
    return ""
