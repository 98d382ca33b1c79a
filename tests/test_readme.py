"""The README does not lie: its tables are the registries', its commands are those that CI runs."""

import re
from pathlib import Path

import hashtui
from hashtui.cli.commands import commands_table
from hashtui.config.actions import ACTIONS
from hashtui.config.reader import read_config
from hashtui.config.settings import settings_table
from hashtui.filter.terms import terms_table
from hashtui.tui.key_names import keys_label

README = (Path(hashtui.__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def between(start: str, end: str) -> str:
    """What stands between two comments of the README."""
    return README.partition(f"<!-- {start} -->\n")[2].partition(f"<!-- {end} -->")[0].strip()


def keys_table() -> str:
    """The README's table of keys, from the registry."""
    rows = [f"| {_keys(one.keys)} | {one.words} |" for one in ACTIONS]
    return "\n".join(["| key | does |", "|---|---|", *rows])


def _keys(keys: tuple[str, ...]) -> str:
    label = keys_label(keys)
    return " ".join(f"`{one}`" for one in label.split(" "))


def test_the_table_of_keys_is_the_registrys() -> None:
    assert between("keys", "end of keys") == keys_table()


def test_the_table_of_terms_is_the_filters() -> None:
    assert between("terms", "end of terms") == terms_table()


def test_the_table_of_settings_is_the_configurations() -> None:
    assert between("settings", "end of settings") == settings_table()


def test_the_table_of_commands_is_the_command_lines() -> None:
    assert between("commands", "end of commands") == commands_table()


def test_the_samples_of_the_configuration_are_right() -> None:
    samples = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)

    assert len(samples) >= 2
    assert [str(complaint) for sample in samples for complaint in read_config(sample, "README").complaints] == []


def test_the_screenshots_are_there() -> None:
    shown = re.findall(r"\]\((screenshots/\w+\.svg)\)", README)

    assert shown == [f"screenshots/{name}.svg" for name in ("dashboard", "filter", "summary")]
    assert [one for one in shown if (Path(hashtui.__file__).parent.parent / one).stat().st_size < 10_000] == []
