"""The `[rules]` of the configuration: what is hidden, stressed and announced in every pane, and when in silence."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from hashtui.config.complaint import did_you_mean, quoted
from hashtui.config.config import Config, RuleConfig, RulesConfig
from hashtui.config.table import Table
from hashtui.errors import FilterError
from hashtui.filter import Present, parse
from hashtui.filter.rules import Rule, Rules
from hashtui.post.clean import clean_line

ATTRIBUTES = ("bold", "italic", "underline", "reverse", "dim")
"""Words of a style that do without colour."""
ROLES = ("primary", "secondary", "accent", "warning", "error", "success")
"""Words of a style that take a colour from the theme."""
STYLE_WORDS = (*ATTRIBUTES, *ROLES)
USUAL_STYLE = "bold"
"""How a highlight looks that does not say how."""

_ANY_DAY = Present(datetime(2000, 1, 1, tzinfo=UTC), UTC)
"""Whether an expression makes sense is the same on every day."""
_STRETCH = re.compile(r"\s*(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d)\s*", re.ASCII)


def rules_of(config: Config, present: Present) -> Rules:
    """The rules as they judge posts, of a configuration read without a mistake; times in them count from `present`."""
    return Rules(
        hide=_judging(config.rules.hide, present),
        highlight=_judging(config.rules.highlight, present),
        alert=_judging(config.rules.alert, present),
        quiet=config.rules.quiet,
        matters=config.trust.matters.level,
        notify=config.trust.notify.level,
    )


def read_rules(table: Table) -> RulesConfig:
    """The rules in that table; what cannot be is complained about and left out."""
    rules = RulesConfig(
        hide=tuple(_read_list(table, "hide")),
        highlight=tuple(_read_list(table, "highlight")),
        alert=tuple(_read_list(table, "alert")),
        quiet=_read_stretch(table, "quiet"),
    )
    table.refuse_the_rest()
    return rules


def _read_list(table: Table, key: str) -> Iterator[RuleConfig]:
    """The rules of one kind, each with a name of its own."""
    styled = ', style = "…"' if key == "highlight" else ""
    seen: set[str] = set()
    for row in table.tables(key, form=f'a list of tables: {key} = [{{ name = "…", when = "…"{styled} }}]'):
        rule = _read_rule(row, key)
        if rule is None:
            continue
        if rule.name in seen:
            named = "name" if row.has("name") else "when"
            row.complain(named, f"a second {key} rule is called {quoted(rule.name)}: give it a name of its own")
        seen.add(rule.name)
        yield rule


def _read_rule(row: Table, kind: str) -> RuleConfig | None:
    name = row.text("name")
    when = row.text("when")
    style = _read_style(row) if kind == "highlight" else ""
    if kind != "highlight" and row.has("style"):
        row.complain("style", f"style belongs to highlight rules: {kind} has none")
    row.refuse_the_rest()
    if when is None:
        if not row.has("when"):
            row.complain_of_it(f"this {kind} rule needs when: the posts it is for")
        return None
    try:
        parse(when, _ANY_DAY)
    except FilterError as error:
        row.complain("when", error.message, inside=error.start)
        return None
    called = clean_line(name or when)
    if not called:
        row.complain("name", "name holds nothing that can be shown")
    return RuleConfig(called, when, style)


def _read_style(row: Table) -> str:
    """The words of the style, each once; the usual one when there are none."""
    written = row.text("style")
    words: list[str] = []
    for found in re.finditer(r"\S+", written or ""):
        word = found[0].lower()
        if word not in STYLE_WORDS:
            hint = did_you_mean(word, STYLE_WORDS) or f"; there are {', '.join(STYLE_WORDS)}"
            row.complain("style", f"there is no style {quoted(found[0])}{hint}", inside=found.start())
        elif word in ROLES and (other := next((role for role in ROLES if role in words and role != word), "")):
            row.complain("style", f'"{other}" and "{word}" are two colours: keep one', inside=found.start())
        elif word not in words:
            words.append(word)
    return " ".join(words) or USUAL_STYLE


def _read_stretch(table: Table, key: str) -> tuple[time, time] | None:
    """A stretch of the day, over midnight when it ends before it begins."""
    written = table.text(key)
    if written is None:
        return None
    found = _STRETCH.fullmatch(written)
    try:
        if found is not None:
            hours = [int(number) for number in found.groups()]
            begin, end = time(hours[0], hours[1]), time(hours[2], hours[3])
            if begin != end:
                return begin, end
    except ValueError:
        pass
    table.complain(key, f'{key} must be two clock times that differ: "22:00-07:00"')
    return None


def _judging(rules: Sequence[RuleConfig], present: Present) -> tuple[Rule, ...]:
    return tuple(Rule(clean_line(rule.name), parse(rule.when, present), rule.style) for rule in rules)
