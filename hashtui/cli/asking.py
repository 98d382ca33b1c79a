"""What the person asks for, from the configuration and the command line together: sources and panes."""

import os
from collections.abc import Collection, Sequence
from pathlib import Path

from hashtui.cli.output import say_lines
from hashtui.clock import SystemClock
from hashtui.config.config import Config, SourceConfig
from hashtui.config.places import config_path
from hashtui.config.reader import Judges, Reading, load_config, source_name
from hashtui.config.token import with_tokens
from hashtui.errors import ConfigError
from hashtui.filter import Present, read_pane
from hashtui.sources import heeded, make_source
from hashtui.sources.source import Means, Source
from hashtui.wire import Wire


def read_configuration(config_file: str | None, themes: Collection[str] = ()) -> Reading:
    """The configuration with all that is wrong in it. ConfigError when a file that was named is not there."""
    path = config_path(config_file)
    try:
        return load_config(path, _judges(themes))
    except FileNotFoundError as error:
        if config_file is None:
            return Reading(Config())
        raise ConfigError("there is no such file", place=str(path)) from error


def read_again(path: Path, themes: Collection[str]) -> Config | None:
    """What the file says now, None when it is gone. ConfigError when something in it is wrong; it is short on paths."""
    try:
        return load_config(path, _judges(themes), name=path.name).accepted()
    except FileNotFoundError:
        return None


def accepted(reading: Reading) -> Config:
    """The configuration, its warnings said. ConfigError when something in it is wrong."""
    config = reading.accepted()
    say_lines(str(warning) for warning in reading.warnings)
    return config


def _judges(themes: Collection[str]) -> Judges:
    means = system_means()
    present = Present(means.clock.now())
    return Judges(lambda source: make_source(source, means), lambda pane: read_pane(pane, present), heeded, themes)


def system_means() -> Means:
    """The machine's clock and network; the proxy that the environment names."""
    clock = SystemClock()
    return Means(clock, Wire(clock, proxy=os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy") or None))


def chosen_sources(config: Config, urls: Sequence[str]) -> tuple[SourceConfig, ...]:
    """Those of `--source`, with what the configuration says of them; else the configured."""
    known = {source_name(source.url): source for source in config.sources}
    return tuple(known.get(source_name(url), SourceConfig(url)) for url in urls) or config.sources


def make_sources(wanted: Sequence[SourceConfig], means: Means) -> tuple[Source, ...]:
    """The sources themselves, each once, with its token. UsageError or ConfigError when one cannot be."""
    made = (make_source(source, means) for source in with_tokens(wanted, os.environ))
    return tuple({source.url: source for source in made}.values())
