"""`hashtui config show`: what the configuration comes to, secrets masked."""

import click
import tomli_w

from hashtui.cli import options
from hashtui.cli.asking import accepted, read_configuration
from hashtui.cli.output import escaped, put
from hashtui.cli.screen import THEMES
from hashtui.config.config import Config, RuleConfig, RulesConfig, SourceConfig
from hashtui.config.keys import keys_of
from hashtui.config.sizes import spell_size
from hashtui.filter.durations import spell_duration

_MASK = "***"


@click.command(context_settings=options.CONTEXT)
@options.config
def command(config_file: str | None) -> int:
    """Print the effective configuration as TOML."""
    put(escaped(tomli_w.dumps(_effective(accepted(read_configuration(config_file, THEMES))))))
    return 0


def _effective(config: Config) -> dict[str, object]:
    details = [_details(source) for source in config.sources]
    content: dict[str, object] = {"sources": [source.url for source in config.sources]}
    content["look"] = {
        "theme": config.look.theme,
        "density": config.look.density.value,
        "time": config.look.time.value,
        "drip": int(config.look.drip) if config.look.drip.is_integer() else config.look.drip,
        "mouse": config.look.mouse,
        "pictures": config.look.pictures,
    }
    content["rules"] = _rules(config.rules)
    content["trust"] = {"matters": config.trust.matters.value, "notify": config.trust.notify.value}
    content["archive"] = {"keep": spell_duration(config.archive.keep), "most": spell_size(config.archive.most)}
    content["keys"] = {
        action_id: keys[0] if len(keys) == 1 else list(keys) for action_id, keys in keys_of(config.keys).items()
    }
    content["source"] = [detail for detail in details if len(detail) > 1]
    content["pane"] = [
        {"show": pane.show} if pane.title is None else {"show": pane.show, "title": pane.title} for pane in config.panes
    ]
    return {name: value for name, value in content.items() if value}


def _rules(rules: RulesConfig) -> dict[str, object]:
    kinds = (("hide", rules.hide), ("highlight", rules.highlight), ("alert", rules.alert))
    content: dict[str, object] = {kind: [_rule(one) for one in written] for kind, written in kinds if written}
    if rules.quiet is not None:
        content["quiet"] = "-".join(f"{at:%H:%M}" for at in rules.quiet)
    return content


def _rule(rule: RuleConfig) -> dict[str, object]:
    content: dict[str, object] = {"name": rule.name, "when": rule.when}
    return content | {"style": rule.style} if rule.style else content


def _details(source: SourceConfig) -> dict[str, object]:
    """What is set for this source; the token and the command's arguments, which may hold one, are masked."""
    details: dict[str, object] = {"url": source.url}
    if source.token is not None:
        details["token"] = _MASK
    if source.token_env is not None:
        details["token_env"] = source.token_env
    if source.token_command:
        program, *arguments = source.token_command
        details["token_command"] = [program, *(_MASK for _ in arguments)]
    if source.insecure:
        details["insecure"] = True
    if source.pds is not None:
        details["pds"] = source.pds
    if not source.likes:
        details["likes"] = False
    if source.every is not None:
        details["every"] = f"{source.every.total_seconds():g}s"
    return details
