"""The settings as documentation."""

from dataclasses import fields

from hashtui.config.config import ArchiveConfig, Config, Look, PaneConfig, RulesConfig, SourceConfig, TrustConfig
from hashtui.config.reader import read_config
from hashtui.config.settings import example_file, settings, settings_table


def test_every_field_of_the_configuration_is_documented() -> None:
    documented = {setting.key for setting in settings()}
    sections = (SourceConfig, PaneConfig, RulesConfig, TrustConfig, ArchiveConfig, Look)
    settable = {f.name for section in sections for f in fields(section)} - {"place"}

    assert documented == settable | {"sources", "ACTION"}
    assert all(setting.words.endswith(".") for setting in settings())


def test_the_example_says_the_defaults() -> None:
    assert read_config(example_file(), "c.toml").accepted() == Config()


def test_the_table_has_a_row_for_every_setting() -> None:
    rows = settings_table().splitlines()

    assert rows[:2] == ["| key | meaning | default |", "|---|---|---|"]
    assert len(rows) == 2 + len(settings())
    assert "| `[look] density` |" in settings_table()
    assert all(row.count("|") == 4 for row in rows)
