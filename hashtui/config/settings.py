"""The settings as documentation: the example file that `config init` writes, and the table of the README.

Both come from the fields of `config.py` and the docstrings under them.
"""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

from hashtui.config import config as described
from hashtui.config.config import ArchiveConfig, Config, Look, PaneConfig, RulesConfig, SourceConfig, TrustConfig
from hashtui.config.sizes import spell_size
from hashtui.filter.durations import spell_duration

_WIDTH = 100
_SOURCES = "[" + ", ".join(f'"{source.url}"' for source in Config().sources) + "]"
_SAMPLES = {
    "url": '"https://mamot.fr"',
    "token": '"…"',
    "token_env": '"MAMOT_TOKEN"',
    "token_command": '["pass", "show", "mamot"]',
    "pds": '"https://pds.example"',
    "every": '"5m"',
    "show": '"#capcomnet | #paris20"',
    "title": '"Cap-Com"',
    "hide": '[{ name = "robots", when = "is:bot" }]',
    "highlight": '[{ name = "organisers", when = "from:@capcom@*", style = "bold" }]',
    "alert": '[{ name = "pictures", when = "has:image boosts:>=5" }]',
    "quiet": '"22:00-07:00"',
    "ACTION": '["space", "L"]',
}
"""What to show for a field whose default is nothing."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of the configuration file."""

    section: str
    """The header it stands under, as written: `[look]`, `[[source]]`; empty above all headers."""
    key: str
    words: str
    default: str
    """As TOML; empty when there is none."""
    sample: str
    """As TOML: the default, or something to start from."""


def settings() -> tuple[Setting, ...]:
    """Every setting, in the order of the example file."""
    return (
        Setting("", "sources", _words(Config)["sources"], _SOURCES, _SOURCES),
        *_of(SourceConfig, "[[source]]"),
        *_of(PaneConfig, "[[pane]]"),
        *_of(RulesConfig, "[rules]"),
        *_of(TrustConfig, "[trust]"),
        *_of(ArchiveConfig, "[archive]"),
        *_of(Look, "[look]"),
        Setting("[keys]", "ACTION", _words(Config)["keys"], "", _SAMPLES["ACTION"]),
    )


def settings_table() -> str:
    """The README's table, in Markdown, without a last line break."""
    rows = ["| key | meaning | default |", "|---|---|---|"]
    for setting in settings():
        key = f"`{setting.section} {setting.key}`" if setting.section else f"`{setting.key}`"
        default = f"`{setting.default}`" if setting.default else ""
        rows.append(f"| {key} | {setting.words} | {default} |".replace("|  |", "| |"))
    return "\n".join(rows)


def example_file() -> str:
    """The commented file that `config init` writes. A line of `#` and a setting counts once its `#` is gone."""
    lines = ["# The configuration of hashtui. Every key is optional; `hashtui config check` reads it for you."]
    section = ""
    for setting in settings():
        if setting.section != section:
            section = setting.section
            lines += ["", section if _is_active(setting) else f"#{section}"]
        if setting.key != "token":
            lines += textwrap.wrap(setting.words, _WIDTH, initial_indent="# ", subsequent_indent="# ")
            lines.append(_line_of(setting))
    return "\n".join(lines) + "\n"


def _line_of(setting: Setting) -> str:
    match setting.key:
        case "ACTION":
            return f"#follow = {setting.sample}"
        case "token_command":
            # One token comes one way: this one is left as words, so that all the other lines can count at once.
            return f"# Instead of token_env: token_command = {setting.sample}"
        case _:
            return f"{'' if _is_active(setting) else '#'}{setting.key} = {setting.sample}"


def _is_active(setting: Setting) -> bool:
    """Whether it stands in the example as a line that counts: it then says the default."""
    return not setting.section.startswith("[[") and (setting.key == "ACTION" or bool(setting.default))


def _of(described_class: type, section: str) -> Iterator[Setting]:
    words = _words(described_class)
    for field in fields(described_class):
        if field.name in words:
            default = _toml(field.default)
            yield Setting(section, field.name, words[field.name], default, default or _SAMPLES[field.name])


def _words(described_class: type) -> dict[str, str]:
    """The docstring under each field that has one."""
    tree = ast.parse(inspect.getsource(described))
    body = next(n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == described_class.__name__)
    found: dict[str, str] = {}
    for field, after in itertools.pairwise(body):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str() as words)),
            ):
                found[name] = " ".join(words.split())
    return found


def _toml(default: object) -> str:
    match default:
        case bool():
            return "true" if default else "false"
        case int():
            return f'"{spell_size(default)}"'
        case timedelta():
            return f'"{spell_duration(default)}"'
        case float():
            return f"{default:g}"
        case str():
            return f'"{default}"'
        case _:
            return ""
